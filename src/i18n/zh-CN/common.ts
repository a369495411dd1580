import type { common as english } from '../en/common.ts';
import type { Translation } from '../message.ts';

/** Chinese texts used everywhere. */
export const common = {
  'common.unknown': '未知',
  'common.close': '关闭',
  'common.cancel': '取消',
  'common.dismiss': '忽略',
  'common.undo': '撤销',
  'common.force': '强制执行',
  'common.retry': '重试',
  'common.more': '更多',
  'common.copy': '复制',
  'common.copied': '已复制',
  'common.loading': '加载中',
  'common.typeToConfirm': '输入 {name} 以确认',
  'common.table': '以表格查看',
  'common.csv': '复制为 CSV',

  'condition.failing': '故障',
  'condition.delayed': '退避中',
  'condition.waiting': '等待资源',
  'condition.unreachable': '失联',
  'condition.deploying': '部署中',
  'condition.unchecked': '无检查',
  'condition.healthy': '运行中',
  'condition.suspended': '已暂停',

  'trouble.deployment-stuck': '部署卡住',
  'trouble.queue-fills': '积压增长',
  'trouble.queue-undrained': '无人消费',
  'trouble.worker-gone': '工作进程消失',
  'trouble.broker-away': '消息代理失联',
  'trouble.source-lost': '数据源失联',

  'slot.healthy': '{count} 个健康',
  'slot.unchecked': '{count} 个无检查',
  'slot.starting': '{count} 个启动中',
  'slot.failing': '{count} 个故障',
  'slot.delayed': '{count} 个退避中',
  'slot.unreachable': '{count} 个失联',
  'slot.stopping': '{count} 个停止中',
  'slot.waiting': '{count} 个等待资源',
  'slot.missing': '{count} 个缺失',
  'slot.suspended': '期望为零',

  'fresh.age': '{age}',
  'fresh.late': '{source} 最近应答于 {age}前',
  'fresh.lost': '自 {since} 起失联',
  'fresh.lostRetry': '自 {since} 起失联，{wait}后重试',
  'fresh.connecting': '尚未应答',
  'fresh.never': '从未应答',
} as const satisfies Translation<typeof english>;
