// The floor: the least a page can do that shows Marathon's apps. One fetch of everything, one parse, visible rows drawn by hand.
const rowHeight = 32;
const scroller = document.getElementById('scroller');
const rows = document.getElementById('rows');
const filter = document.getElementById('filter');
let all = [];
let shown = [];

function draw() {
  const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 5);
  const last = Math.min(shown.length, first + Math.ceil(scroller.clientHeight / rowHeight) + 10);
  const parts = [];
  for (let index = first; index < last; index += 1) {
    const app = shown[index];
    const row = document.createElement('div');
    row.setAttribute('role', 'row');
    row.style.top = `${index * rowHeight}px`;
    for (const text of [app.id, `${app.tasksRunning} / ${app.instances}`, String(app.cpus), String(app.mem)]) {
      const cell = document.createElement('span');
      cell.textContent = text;
      row.append(cell);
    }
    parts.push(row);
  }
  rows.replaceChildren(...parts);
}

function apply() {
  const text = filter.value;
  shown = text === '' ? all : all.filter((app) => app.id.includes(text));
  rows.style.height = `${shown.length * rowHeight}px`;
  rows.setAttribute('aria-rowcount', String(shown.length));
  draw();
}

scroller.addEventListener('scroll', draw, { passive: true });
filter.addEventListener('input', apply);

async function load() {
  const response = await fetch('/v2/apps');
  const body = await response.json();
  all = body.apps;
  apply();
}
void load();
