export default {
  zh: { loading: '正在读取…', retry: '重试', close: '关闭', cancel: '取消', more: '更多', less: '收起', none: '无' },
  en: { loading: 'Loading…', retry: 'Try again', close: 'Close', cancel: 'Cancel', more: 'More', less: 'Less', none: 'none' },
};
