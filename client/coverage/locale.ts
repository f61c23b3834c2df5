export default { zh: { preparing: '正在准备实时计算…' }, en: { preparing: 'Preparing live figures…' } };
