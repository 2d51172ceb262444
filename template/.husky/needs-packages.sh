# Read by the hooks, which run on the Node of the dependencies and not on whichever comes first on PATH.
if [ ! -x node_modules/.bin/node ]; then
  echo "Not committed: the hooks need this folder's packages, and $(pwd)/node_modules is missing or incomplete." >&2
  echo 'Run `npm install` here and commit again. In need, `git commit --no-verify`; CI checks it again.' >&2
  exit 1
fi
PATH="$(pwd)/node_modules/.bin:$PATH"
