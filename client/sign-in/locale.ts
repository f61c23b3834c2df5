export default {
  zh: { title: '登录', lead: '城市更新的一张活地图：每一个数字，都能追溯到条文、公式和数过的要素。', login: '账号', password: '密码', submit: '登录', first: '首次启动时，初始账号和密码只在服务器终端显示一次。', expired: '登录已过期，请重新登录' },
  en: { title: 'Sign in', lead: 'One living map for urban renewal: every number leads back to its clause, its formula and the features it counted.', login: 'Account', password: 'Password', submit: 'Sign in', first: 'On the first start the accounts and passwords are printed once, on the server’s terminal.', expired: 'Your session has ended; please sign in again' },
};
