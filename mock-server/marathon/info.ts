import type { Exchange } from '../http/upstream.ts';
import type { World } from '../world/world.ts';
import { send } from './errors.ts';

const frameworkIds = new WeakMap<World, string>();

function frameworkId(world: World): string {
  const known = frameworkIds.get(world) ?? `${world.random.stream('info').hex(8)}-efb1-36e3-b4fc-9fde80d6bfab-0000`;
  frameworkIds.set(world, known);
  return known;
}

const marathonConfig = {
  checkpoint: true,
  decline_offer_duration: 120_000,
  default_network_name: null,
  env_vars_prefix: null,
  executor: '//cmd',
  failover_timeout: 604_800,
  features: [],
  framework_name: 'marathon',
  ha: true,
  hostname: '127.0.0.1',
  launch_token: 100,
  launch_token_refresh_interval: 30_000,
  leader_proxy_connection_timeout_ms: 5000,
  leader_proxy_read_timeout_ms: 10_000,
  local_port_max: 20_000,
  local_port_min: 10_000,
  master: 'zk://127.0.0.1:2181/mesos',
  max_instances_per_offer: 5,
  mesos_bridge_name: 'mesos-bridge',
  mesos_heartbeat_failure_threshold: 5,
  mesos_heartbeat_interval: 15_000,
  mesos_leader_ui_url: 'http://127.0.0.1:5050/',
  mesos_role: '*',
  mesos_user: 'root',
  new_group_enforce_role: 'Off',
  min_revive_offers_interval: 5000,
  offer_matching_timeout: 3000,
  on_elected_prepare_timeout: 180_000,
  reconciliation_initial_delay: 15_000,
  reconciliation_interval: 600_000,
  scale_apps_initial_delay: 15_000,
  scale_apps_interval: 300_000,
  store_cache: true,
  task_launch_confirm_timeout: 300_000,
  task_launch_timeout: 300_000,
  task_lost_expunge_initial_delay: 300_000,
  task_lost_expunge_interval: 30_000,
  task_reservation_timeout: 20_000,
  webui_url: null,
  maintenance_mode: true,
};

const zookeeperConfig = {
  zk: 'zk://127.0.0.1:2181/marathon',
  zk_compression: true,
  zk_compression_threshold: 65_536,
  zk_connection_timeout: 10_000,
  zk_max_node_size: 1_024_000,
  zk_max_versions: 50,
  zk_session_timeout: 10_000,
  zk_timeout: 10_000,
};

/** GET /v2/info */
export function showInfo(exchange: Exchange, world: World): void {
  const port = exchange.req.socket.localPort ?? 8080;
  send(exchange, {
    name: 'marathon',
    version: '1.11.26',
    buildref: '90619da70d79a2ecf19368a21c6a695ea981bd74',
    elected: true,
    leader: `127.0.0.1:${port}`,
    frameworkId: frameworkId(world),
    marathon_config: marathonConfig,
    zookeeper_config: zookeeperConfig,
    http_config: { http_port: port, https_port: 8443 },
  });
}
