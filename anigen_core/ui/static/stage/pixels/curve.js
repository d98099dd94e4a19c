// From the samples of a pointer to a smooth path of circles. Points are {x, y, p}: canvas pixels, p 0..1.

// Lag of the strongest stabilizer in screen pixels along the pointer's path.
const LONGEST_LAG = 64;
// Knots nearer than this many screen pixels are one: slow hands do not write the grid of the screen.
const NEAR = 2;
// Samples this many screen pixels apart are averaged with their neighbors fully; from FAR on not at all.
const CLOSE = 4;
const FAR = 10;

const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);
const between = (a, b, t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, p: a.p + (b.p - a.p) * t });

/** Follows the pointer softly: an exponential average along its path, so hand speed and event rate do not matter. */
export class Stabilizer {
  #lag;
  #tip = null;
  #pointer = null;

  /** `strength` 0 (passes points on as they are) .. 1; `grain` canvas pixels a screen pixel covers. */
  constructor(strength, grain = 1) {
    this.#lag = LONGEST_LAG * strength * strength * grain;
  }

  /** @returns {Array} the steadied points that a new sample gives, oldest first */
  follow(sample) {
    const from = this.#pointer;
    this.#pointer = sample;
    if (!from || this.#lag < 0.5) {
      this.#tip = sample;
      return [sample];
    }
    const path = distance(from, sample);
    const steps = Math.max(1, Math.ceil(path / Math.max(1, this.#lag / 6)));
    const pull = 1 - Math.exp(-path / steps / this.#lag);
    const points = [];
    for (let i = 1; i <= steps; i += 1) {
      this.#tip = between(this.#tip, between(from, sample, i / steps), pull);
      points.push(this.#tip);
    }
    return points;
  }

  /** The rest of the way to the pointer, at the end of the stroke. */
  finish() {
    const missing = this.#pointer && this.#tip !== this.#pointer;
    this.#tip = this.#pointer;
    return missing ? [this.#pointer] : [];
  }
}

/**
 * A curve through all samples (centripetal Catmull-Rom: no loops, no overshoot), the close ones averaged a little.
 * A piece is settled once the samples after it are known; until then it is the tail and is drawn anew each time.
 */
export class Curve {
  #knots = [];
  #settled = 0;
  #grain;

  constructor(grain = 1) {
    this.#grain = grain;
  }

  /** Take in a point. */
  add(point) {
    const last = this.#knots.at(-1);
    const before = this.#knots.at(-2);
    if (before && distance(before, last) < NEAR * this.#grain) {
      // A tap presses and lets go at one place: its strongest pressure counts.
      const resting = distance(last, point) < 0.5 * this.#grain;
      this.#knots[this.#knots.length - 1] = resting ? { ...point, p: Math.max(point.p, last.p) } : point;
    } else {
      this.#knots.push(point);
    }
  }

  /** Pieces that later points will not change any more, each given once. */
  *settled() {
    for (; this.#settled < this.#knots.length - 4; this.#settled += 1) yield this.#piece(this.#settled);
  }

  /** Pieces from the settled ones to the newest point. */
  *tail() {
    const last = this.#knots.length - 1;
    if (last === 0) yield this.#piece(0);
    for (let i = this.#settled; i < last; i += 1) yield this.#piece(i);
  }

  #knot(i) {
    const knots = this.#knots;
    const last = knots.length - 1;
    if (i <= 0 || i >= last) return knots[Math.min(last, Math.max(0, i))];
    const [a, b, c] = [knots[i - 1], knots[i], knots[i + 1]];
    const spacing = Math.max(distance(a, b), distance(b, c)) / this.#grain;
    const weight = Math.min(1, Math.max(0, (FAR - spacing) / (FAR - CLOSE)));
    return between(b, between(a, c, 0.5), weight / 2);
  }

  /** The piece from knot i to the next as a function of 0..1, with its length about. */
  #piece(i) {
    const from = this.#knot(i);
    const to = this.#knot(i + 1);
    const before = i > 0 ? this.#knot(i - 1) : between(from, to, -1);
    const after = i + 2 < this.#knots.length ? this.#knot(i + 2) : between(from, to, 2);
    const chord = distance(from, to);
    if (chord < 1e-6) return { length: 0, at: (t) => between(from, to, t) };
    const t0 = Math.sqrt(distance(before, from)) || 1e-3;
    const t1 = Math.sqrt(chord);
    const t2 = Math.sqrt(distance(to, after)) || 1e-3;
    const slopes = (axis) => {
      const step = (to[axis] - from[axis]) / t1;
      const into = (from[axis] - before[axis]) / t0 - (to[axis] - before[axis]) / (t0 + t1) + step;
      const out = step - (after[axis] - from[axis]) / (t1 + t2) + (after[axis] - to[axis]) / t2;
      return [into * t1, out * t1];
    };
    const [x0, x1] = slopes("x");
    const [y0, y1] = slopes("y");
    const p0 = easing(before.p, from.p, to.p);
    const p1 = easing(from.p, to.p, after.p);
    return {
      length: chord,
      at: (t) => ({
        x: hermite(from.x, to.x, x0, x1, t),
        y: hermite(from.y, to.y, y0, y1, t),
        p: hermite(from.p, to.p, p0, p1, t),
      }),
    };
  }
}

function hermite(a, b, slopeA, slopeB, t) {
  const s = 1 - t;
  return s * s * ((1 + 2 * t) * a + t * slopeA) + t * t * ((1 + 2 * s) * b - s * slopeB);
}

/** The slope at b that keeps the way from a over b to c free of bumps: a harmonic mean, 0 at a turn. */
function easing(a, b, c) {
  const rise = b - a;
  const next = c - b;
  return rise * next > 0 ? (2 * rise * next) / (rise + next) : 0;
}
