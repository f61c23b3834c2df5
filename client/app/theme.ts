import { createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = ['#eef2ff', '#dce4ff', '#b9c8ff', '#93aaff', '#7490fb', '#5f7ff5', '#4263eb', '#3654cf', '#2c46b0', '#223891'];
const dark: MantineColorsTuple = ['#d3dce6', '#a9b6c4', '#8797a8', '#66768a', '#3a4858', '#2a3645', '#1a2431', '#121a25', '#0d141d', '#080d14'];

/** Tokens of the interface; map colours are map/palette.ts. */
export const theme = createTheme({
  primaryColor: 'brand', primaryShade: { light: 6, dark: 5 }, colors: { brand, dark },
  fontFamily: "'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } } },
  defaultRadius: 'md', cursorType: 'pointer', autoContrast: true, focusRing: 'auto',
  components: {
    Badge: { defaultProps: { tt: 'none' }, styles: { root: { flex: 'none' }, label: { overflow: 'visible' } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 350, fz: 'xs' } }, ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } } },
});
