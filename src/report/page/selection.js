// Which word is chosen: set in one place, followed by the map, the list of
// neighbours and whoever else wants to know.

class Selection {
  constructor() {
    this.row = null;
    this.followers = [];
  }

  follow(follower) { this.followers.push(follower); }

  choose(row) {
    this.row = row;
    for (const follower of this.followers) follower(row);
  }
}
