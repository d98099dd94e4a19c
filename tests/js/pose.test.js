// The page's pose does the same as Python's: both read tests/vectors/pose.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as pose from "../../anigen_core/ui/static/stage/pose/pose.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const vectors = read("../vectors/pose.json");
const library = read("../../anigen_core/data/poses.json").poses;

function near(actual, wanted, within = 1e-5, where = "") {
  if (wanted === null || typeof wanted !== "object") {
    if (typeof wanted !== "number") return assert.equal(actual, wanted, where);
    return assert.ok(Math.abs(actual - wanted) <= within, `${where}: ${actual} is not ${wanted}`);
  }
  assert.equal(actual?.length, wanted.length, where);
  wanted.forEach((value, i) => near(actual[i], value, within, `${where}[${i}]`));
}

function same(figure, want) {
  for (const name of ["joints", "left_hand", "right_hand"]) near(figure[name], want[name], 1e-5, name);
}

/** A pose of the library on 512 x 768. */
function named(name) {
  const { joints, left_hand, right_hand } = library.find((entry) => entry.name === name);
  const pixels = (rows) => rows?.map(([x, y, c]) => [512 * x, 512 * y, c]) ?? null;
  return pose.makePose(pixels(joints), 512, 768, pixels(left_hand), pixels(right_hand));
}

const lengths = (figure) => pose.LIMBS.map(([a, b]) => pose.distance(figure.joints[a], figure.joints[b]));
const number = (joint) => pose.JOINTS.indexOf(joint);

// ---- shared vectors

for (const { note, root, middle, end, target, bend, want_middle, want_end } of vectors.ik) {
  test(`two-bone limb: ${note}`, () => {
    near(pose.solveIk(root, middle, end, target, bend), [want_middle, want_end], 1e-9);
  });
}

for (const { joint, x, y, lock, pose: document, want } of vectors.drag) {
  test(`drag ${joint}`, () => near(pose.dragJoint(pose.readPose(document), number(joint), x, y, { lock }).joints, want));
}

for (const { note, joint, x, y, lock, pose: document, want } of vectors.hands) {
  test(`hands: ${note}`, () => same(pose.dragJoint(pose.readPose(document), number(joint), x, y, { lock }), want));
}

for (const { joint, dx, dy, pose: document, want } of vectors.chain) {
  test(`chain from ${joint}`, () => same(pose.dragChain(pose.readPose(document), number(joint), dx, dy), want));
}

for (const { note, pose: document, want, want_left_hand = null, want_right_hand = null } of vectors.mirror) {
  test(`mirror: ${note}`, () => {
    const mirrored = pose.mirrored(pose.readPose(document));
    same(mirrored, { joints: want, left_hand: want_left_hand, right_hand: want_right_hand });
    same(pose.mirrored(mirrored), pose.readPose(document));
  });
}

for (const { how, args, pose: document, canvas, want } of vectors.place) {
  test(`${how}(${args.join(", ")})`, () => {
    const moved = pose[how](pose.readPose(document), ...args);
    assert.deepEqual([moved.width, moved.height], canvas);
    same(moved, want);
  });
}

for (const [i, { pose: document, height, box, figure_box }] of vectors.measure.entries()) {
  test(`measure ${i}`, () => {
    const figure = pose.readPose(document);
    near(pose.bodyHeight(figure), height);
    near(pose.box(figure), box);
    near(pose.figureBox(figure), figure_box);
  });
}

for (const { note, json, person = 0, error, message, canvas, want } of vectors.parse) {
  test(`read: ${note}`, () => {
    for (const data of [json, JSON.stringify(json)]) {
      if (error) {
        assert.throws(() => pose.readPose(data, { person }), { name: "PoseError", message });
        continue;
      }
      const figure = pose.readPose(data, { person });
      assert.deepEqual([figure.width, figure.height], canvas);
      same(figure, { joints: want, left_hand: null, right_hand: null });
    }
  });
}

// ---- what only the page does

test("damaged text gets one sentence", () => {
  for (const text of ["", "{", "\x89PNG", "[".repeat(100_000), "null", "[]", '{"people": [[]]}', "[NaN]", " ".repeat(1_000_001)]) {
    assert.throws(() => pose.readPose(text), { name: "PoseError", message: /^[A-Z][^.]*\.$/ }, text.slice(0, 20));
  }
});

test("what is written is read again, byte order mark or not", () => {
  for (const { name } of library) {
    const figure = pose.rotated(named(name), 0.7);
    const document = pose.writePose(figure);
    same(pose.readPose(`\uFEFF${JSON.stringify(document)}`), figure);
    assert.deepEqual(pose.writePose(pose.readPose(document)), document);
  }
});

test("every person who can be read is offered", () => {
  const [first] = pose.writePose(named("standing")).people;
  const [second] = pose.writePose(named("running")).people;
  const people = pose.readPeople({ people: [first, null, second] }, { extent: [600, 900] });
  assert.equal(people.length, 2);
  assert.deepEqual([people[0].width, people[0].height], [600, 900]);
  near(people[1].joints, named("running").joints);
  assert.throws(() => pose.readPeople({ people: [null] }), { key: "wrong_count" });
});

test("locked limbs keep their lengths wherever the wrist is pulled", () => {
  const figure = named("waving");
  for (let i = 0; i < 60; i++) {
    const moved = pose.dragJoint(figure, i % 2 ? pose.R_WRIST : pose.L_ANKLE, 40 + ((i * 97) % 430), 20 + ((i * 61) % 700));
    near(lengths(moved), lengths(figure), 1e-9);
  }
});

test("poses are never changed in place", () => {
  const figure = named("peace_sign");
  const before = structuredClone(figure);
  pose.dragJoint(figure, pose.L_WRIST, 10, 10);
  pose.dragHandPoint(figure, "left_hand", 8, 10, 10);
  pose.mirrored(pose.withHand(pose.hidden(figure, 3), "left_hand", "fist"));
  assert.deepEqual(figure, before);
});

test("hands sit on the wrists, thumb toward the body or up", () => {
  for (const { name } of library) {
    const bare = { ...named(name), left_hand: null, right_hand: null };
    for (const hand of pose.HANDS) {
      const wrist = bare.joints[pose.WRIST_OF[hand]];
      for (const shape of Object.keys(pose.HAND_SHAPES)) {
        const figure = pose.withHand(bare, hand, shape);
        assert.equal(figure[hand].length, 21);
        near(figure[hand][0].slice(0, 2), wrist.slice(0, 2), 1e-9);
        assert.equal(pose.shapeOf(figure, hand), shape, `${name} ${hand}`);
      }
    }
  }
  const standing = pose.withHand(pose.withHand(named("standing"), "right_hand", "open"), "left_hand", "open");
  assert.ok(standing.right_hand[4][0] > standing.right_hand[20][0]);
  assert.ok(standing.left_hand[4][0] < standing.left_hand[20][0]);
});

test("another shape keeps a hand's direction, size and thumb", () => {
  const open = pose.withHand(named("standing"), "left_hand", "open");
  const turned = pose.dragHandPoint(open, "left_hand", 9, open.left_hand[0][0] + 50, open.left_hand[0][1]);
  const back = pose.withHand(pose.withHand(turned, "left_hand", "fist"), "left_hand", "open");
  near(back.left_hand, turned.left_hand, 1e-6);
  const over = pose.turnedOver(turned, "left_hand");
  near(pose.turnedOver(over, "left_hand").left_hand, turned.left_hand, 1e-6);
  assert.ok((over.left_hand[4][1] - over.left_hand[0][1]) * (turned.left_hand[4][1] - turned.left_hand[0][1]) < 0);
  assert.equal(pose.shapeOf(over, "left_hand"), "open");
  assert.equal(pose.withHand(over, "left_hand", null).left_hand, null);
});

test("a fingertip turns about its joint, a knuckle turns the hand, unlocked a point moves alone", () => {
  const figure = pose.withHand(named("standing"), "right_hand", "open");
  const spans = (points) => pose.HAND_PARENTS.slice(1).map((parent, i) => pose.distance(points[i + 1], points[parent]));
  const changed = (a, b) => a.flatMap((p, i) => (pose.distance(p, b[i]) > 1e-9 ? [i] : []));
  const tip = pose.dragHandPoint(figure, "right_hand", 6, 100, 100).right_hand;
  assert.deepEqual(changed(tip, figure.right_hand), [6, 7, 8]);
  near(spans(tip), spans(figure.right_hand), 1e-9);
  const palm = pose.dragHandPoint(figure, "right_hand", 17, 100, 100).right_hand;
  assert.deepEqual(changed(palm, figure.right_hand).length, 20);
  near(spans(palm), spans(figure.right_hand), 1e-9);
  const alone = pose.dragHandPoint(figure, "right_hand", 6, 100, 100, { lock: false }).right_hand;
  assert.deepEqual(changed(alone, figure.right_hand), [6]);
  near(alone[6], [100, 100, 1]);
  assert.equal(pose.dragHandPoint(figure, "right_hand", 0, 5, 5), figure);
});

test("joints that a file left out get a likely place and stay hidden", () => {
  const figure = named("standing");
  const gone = [pose.R_KNEE, pose.R_ANKLE, pose.L_EAR, pose.NECK];
  const lost = { ...figure, joints: figure.joints.map((p, i) => (gone.includes(i) ? [0, 0, 0] : p)) };
  const found = pose.placed(lost);
  for (const joint of gone) {
    assert.equal(found.joints[joint][2], 0);
    assert.ok(pose.distance(found.joints[joint], figure.joints[joint]) < 25, pose.JOINTS[joint]);
  }
  assert.equal(pose.placed(figure), figure);
  const hidden = pose.hidden(figure, pose.NOSE);
  near(pose.shown(hidden, pose.NOSE).joints, figure.joints, 0);
});

test("the page's sentences are those of the texts", () => {
  const texts = read("../../anigen_core/ui/i18n/en.json").pose;
  assert.deepEqual(texts.errors, pose.SENTENCES);
  for (const joint of pose.JOINTS) assert.ok(texts.joints[joint], joint);
  for (const { name } of library) assert.ok(texts.names[name], name);
});
