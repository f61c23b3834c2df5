// @ts-check
// GDAL in WebAssembly, in a thread of the child process. Plain JavaScript, so that it starts without a loader. See README.md.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { inBlocks } from './file-blocks.mjs';

const require = createRequire(import.meta.url);
const home = dirname(require.resolve('gdal3.js/package.json'));
const VECTOR = 0x04, VERBOSE = 0x40;
const MESSAGES = 100;
const PAGE_BYTES = 65536;

/** GDAL asks for more memory through this: a refusal is an error GDAL can tell of, long before the machine suffers. */
function limitMemory(limitMb) {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function growWithin(pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > limitMb * 1024 * 1024) throw new RangeError('memory limit');
    return grow.call(this, pages);
  };
}

class Gdal {
  /** @param {any} module */
  constructor(module) {
    this.module = module;
    /** @type {string[]} */
    this.messages = [];
    this.mounted = new Map();
    this.files = inBlocks(module.NODEFS);
    this.configured = new Set();
  }
  call(name, result, types, values) { return this.module.ccall(name, result, types, values); }
  /** A null-terminated list of texts; never freed, the process is short-lived. */
  list(texts) {
    const { module } = this;
    const pointers = texts.map((text) => {
      const size = module.lengthBytesUTF8(text) + 1;
      const pointer = module._malloc(size);
      module.stringToUTF8(text, pointer, size);
      return pointer;
    });
    const list = module._malloc(4 * (pointers.length + 1));
    [...pointers, 0].forEach((pointer, index) => module.setValue(list + 4 * index, pointer, '*'));
    return list;
  }
  /** The path GDAL knows a file of this machine by; its folder becomes visible to GDAL. */
  inside(path) {
    const folder = dirname(path);
    let mount = this.mounted.get(folder);
    if (!mount) {
      mount = `/folder${this.mounted.size}`;
      this.module.FS.mkdir(mount);
      this.module.FS.mount(this.module.NODEFS, { root: folder }, mount);
      this.mounted.set(folder, mount);
    }
    return `${mount}/${basename(path)}`;
  }
  configure(config = {}) {
    for (const [key, value] of Object.entries(config)) { this.call('CPLSetConfigOption', null, ['string', 'string'], [key, value]); this.configured.add(key); }
  }
  /** Every task begins as if it were the first. */
  forget() {
    for (const key of this.configured) this.call('CPLSetConfigOption', null, ['string', 'number'], [key, 0]);
    this.configured.clear();
    this.call('CPLErrorReset', null, [], []);
    this.messages = [];
  }
  lastError() { return this.call('CPLGetLastErrorMsg', 'string', [], []); }
  taken() { return this.messages.slice(0, MESSAGES).map((text) => this.unmounted(text)); }
  unmounted(text) { return text.replace(/\/folder\d+\//g, ''); }
  open(input) {
    this.configure(input.config);
    const dataset = this.call('GDALOpenEx', 'number', ['string', 'number', 'number', 'number', 'number'],
      [this.inside(input.path), VECTOR | VERBOSE, this.list(input.drivers), this.list(input.openOptions ?? []), 0]);
    if (!dataset) throw new Error(this.unmounted(this.lastError() || 'not recognised'));
    return dataset;
  }
  close(dataset) { this.call('GDALClose', null, ['number'], [dataset]); }
  translate(dataset, path, args) {
    const options = this.call('GDALVectorTranslateOptionsNew', 'number', ['number', 'number'], [this.list(args), 0]);
    if (!options) throw new Error(this.unmounted(this.lastError()));
    const sources = this.module._malloc(4);
    this.module.setValue(sources, dataset, '*');
    const out = this.call('GDALVectorTranslate', 'number', ['string', 'number', 'number', 'number', 'number', 'number'], [this.inside(path), 0, 1, sources, options, 0]);
    if (!out) throw new Error(this.unmounted(this.lastError() || 'could not write'));
    this.close(out);
  }
}

function layersOf(gdal, dataset) {
  const options = gdal.call('GDALVectorInfoOptionsNew', 'number', ['number', 'number'], [gdal.list(['-json']), 0]);
  const text = gdal.call('GDALVectorInfo', 'string', ['number', 'number'], [dataset, options]);
  return JSON.parse(text || '{"layers":[]}');
}

function describe(layer, sample) {
  const geometry = layer.geometryFields?.[0] ?? null;
  const crs = geometry?.coordinateSystem ?? null;
  const id = crs?.projjson?.id ?? null;
  const extent = geometry?.extent;
  return {
    name: layer.name, featureCount: typeof layer.featureCount === 'number' && layer.featureCount >= 0 ? layer.featureCount : null,
    geometryType: geometry?.type ?? null,
    extent: Array.isArray(extent) && extent.length >= 4 && extent.every((value) => Number.isFinite(value)) ? extent.slice(0, 4) : null,
    crsWkt: crs?.wkt ?? null, crsCode: id?.authority && id?.code ? `${id.authority}:${id.code}` : null,
    fields: (layer.fields ?? []).map((field) => ({ name: field.name, type: field.type, subtype: field.subType ?? null, width: field.width ?? null })),
    sample,
  };
}

const FGB = ['-f', 'FlatGeobuf', '-lco', 'SPATIAL_INDEX=NO'];
/** Layers of curves as chords; all others take whatever comes, since a layer of polygons holds multi-polygons and more. */
const typeOf = (layer) => (/Curve|Circular|Compound|Surface/.test(layer.geometryFields?.[0]?.type ?? layer.geometryType ?? '') ? ['-nlt', 'CONVERT_TO_LINEAR', '-nlt', 'PROMOTE_TO_MULTI'] : ['-nlt', 'GEOMETRY']);

function inspect(gdal, task) {
  const dataset = gdal.open(task.input);
  try {
    const info = layersOf(gdal, dataset);
    const layers = info.layers.map((layer, index) => {
      let sample = null;
      if (task.sampleFolder && layer.featureCount !== 0) {
        sample = join(task.sampleFolder, `${index}.fgb`);
        try { gdal.translate(dataset, sample, [...FGB, ...typeOf(layer), '-limit', String(task.sampleRows ?? 100), '-nln', `layer${index}`, layer.name]); } catch (error) { gdal.messages.push(error.message); sample = null; }
      }
      return describe(layer, sample);
    });
    return { kind: 'inspect', driver: info.driverShortName ?? '', layers, messages: gdal.taken() };
  } finally { gdal.close(dataset); }
}

function read(gdal, task, say) {
  const dataset = gdal.open(task.input);
  try {
    const layers = layersOf(gdal, dataset).layers.map((layer) => describe(layer, null));
    const layer = task.layer === null ? (layers.length === 1 ? layers[0] : null) : layers.find(({ name }) => name === task.layer) ?? null;
    if (!layer) return { kind: 'read', path: null, layer: null, layers, messages: gdal.taken() };
    say({ layer });
    gdal.files.gathersWrites = true;
    try { gdal.translate(dataset, task.to, [...FGB, ...typeOf(layer), '-nln', 'rows', layer.name]); } finally { gdal.files.gathersWrites = false; }
    return { kind: 'read', path: task.to, layer, layers, messages: gdal.taken() };
  } finally { gdal.close(dataset); }
}

const namesIn = (folder) => (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : []);

function write(gdal, task) {
  gdal.configure(task.config);
  const folder = dirname(task.path);
  const before = new Set(namesIn(folder));
  task.inputs.forEach((input, index) => {
    const dataset = gdal.open({ path: input.path, drivers: ['FlatGeobuf', 'GeoJSONSeq', 'GeoJSON'], openOptions: input.openOptions });
    try {
      const args = ['-f', task.format, '-nln', input.layer];
      if (index > 0) args.push('-update', '-append');
      else for (const option of task.datasetOptions ?? []) args.push('-dsco', option);
      if (task.toCrs) args.push(...(task.crs ? ['-s_srs', task.crs] : []), '-t_srs', task.toCrs);
      else if (task.crs) args.push('-a_srs', task.crs);
      for (const option of task.layerOptions ?? []) args.push('-lco', option);
      gdal.translate(dataset, task.path, [...args, ...(input.args ?? [])]);
    } finally { gdal.close(dataset); }
  });
  return { kind: 'write', files: [...namesIn(folder).filter((name) => !before.has(name) && !statSync(join(folder, name)).isDirectory()).map((name) => join(folder, name)), ...namesIn(task.path).map((name) => join(task.path, name))], messages: gdal.taken() };
}

const verbs = { inspect, read, write };

limitMemory(workerData.memoryLimitMb);
/** @type {any} */ (globalThis).location = { pathname: './' };
/** @type {Gdal | null} */
let gdal = null;
const note = (text) => { if (gdal && gdal.messages.length < MESSAGES) gdal.messages.push(text); };
const start = require(join(home, 'build/package/gdal3WebAssembly.js'));
start({
  locateFile: (name) => join(home, 'dist/package', name),
  getPreloadedPackage: (path) => { const bytes = readFileSync(path); return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength); },
  print: () => undefined, printErr: note,
  preRun: [({ ENV }) => { Object.assign(ENV, { PROJ_LIB: '/usr/share/proj', GDAL_DATA: '/usr/share/gdal', GDAL_NUM_THREADS: '0' }); }],
}).then((module) => {
  const ready = new Gdal(module);
  gdal = ready;
  ready.call('GDALAllRegister', null, [], []);
  parentPort?.on('message', (tasks) => {
    tasks.forEach((task, index) => {
      ready.forget();
      let answer;
      try { answer = { index, result: verbs[task.kind](ready, task, (said) => parentPort?.postMessage({ index, ...said })) }; } catch (error) { answer = { index, fault: error instanceof Error ? error.message : String(error), messages: ready.taken(), isFatal: error instanceof WebAssembly.RuntimeError || /memory limit|Aborted/.test(String(error)) }; }
      parentPort?.postMessage(answer);
      if (answer.isFatal) process.exit(70);
    });
    parentPort?.postMessage({ isDone: true });
  });
}, (error) => { parentPort?.postMessage({ index: -1, fault: String(error), isFatal: true }); });
