/** An element of an answer: its text, or its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const decode = (text: string) =>
  text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;

interface Open {
  name: string;
  text: string;
  children: Open[];
}

/**
 * Reads the XML that AWS's query protocol answers with: elements and text, attributes left out.
 * @returns the root element, or undefined when there is none
 */
export function parseXml(source: string): XmlElement | undefined {
  const top: Open = { name: '', text: '', children: [] };
  const stack: Open[] = [top];
  for (const [, cdata, closing, name, selfClosing, text] of source.matchAll(TOKEN)) {
    const current = stack.at(-1) ?? top;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += decode(text);
    else if (closing) stack.pop();
    else if (name) {
      const element: Open = { name, text: '', children: [] };
      current.children.push(element);
      if (!selfClosing) stack.push(element);
    }
  }
  return top.children[0];
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);
