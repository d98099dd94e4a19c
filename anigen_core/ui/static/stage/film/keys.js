// The key poses of the film strip. What is done to the row is a step of the stage's history, as everything else is.

/** `travelled` is called when undo or redo brought another row. */
export class Keys {
  /** In order: {id, pose}. The pose of a key is replaced, never changed. */
  list = [];
  #app;
  #ids = 0;

  constructor(app, travelled) {
    this.#app = app;
    app.on("filmKeys", ({ travel }) => {
      if (!travel) return;
      this.list = copied(app.filmKeys);
      travelled();
    });
  }

  get poses() {
    return this.list.map(({ pose }) => pose);
  }

  /** Place of a key in the row, -1 if it is not there. */
  index(id) {
    return this.list.findIndex((key) => key.id === id);
  }

  find(id) {
    return this.list[this.index(id)];
  }

  /** Poses kept from an earlier page: where the history begins. */
  recall(poses) {
    this.list = poses.map((pose) => ({ id: ++this.#ids, pose }));
  }

  /** Put a pose at a place of the row; the new key's id. */
  insert(at, pose) {
    const key = { id: ++this.#ids, pose };
    this.#record(this.list.toSpliced(at, 0, key));
    return key.id;
  }

  remove(id) {
    this.#record(this.list.filter((key) => key.id !== id));
  }

  /** Put a key at another place; whether it was not there already. */
  move(id, to) {
    const at = this.index(id);
    const place = Math.min(this.list.length - 1, Math.max(0, to));
    if (at < 0 || place === at) return false;
    this.#record(this.list.toSpliced(at, 1).toSpliced(place, 0, this.list[at]));
    return true;
  }

  #record(list) {
    const app = this.#app;
    app.begin("film");
    app.history.value("filmKeys", copied(this.list), copied(list));
    this.list = list;
    app.commit("filmKeys");
  }
}

/** A row of its own: keys in hand get other poses, which the history must not see. */
function copied(keys) {
  return keys.map((key) => ({ ...key }));
}
