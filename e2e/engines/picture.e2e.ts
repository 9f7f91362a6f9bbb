import { hashFresh, hashPictures } from './same-picture.ts'
import { expect, test } from './test.ts'

test('the same link is the same picture in a used and in two fresh browsers', async ({
  tab,
  sandboxConsole,
  engineName,
}) => {
  const url = `${sandboxConsole.url}/chats/104?shot=1`
  const used = await hashPictures(tab, url)
  expect(await hashFresh(engineName, url)).toEqual(used)
  expect(await hashFresh(engineName, url)).toEqual(used)
})
