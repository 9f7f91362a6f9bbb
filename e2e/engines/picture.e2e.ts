import { hashFresh, hashPictures } from './same-picture.ts'
import { expect, test } from './test.ts'

test('the same link is the same picture in a used and in a fresh browser', async ({
  tab,
  sandboxConsole,
  engineName,
}) => {
  const url = `${sandboxConsole.url}/chats/104?shot=1`
  expect(await hashFresh(engineName, url)).toEqual(await hashPictures(tab, url))
})
