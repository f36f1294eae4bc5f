/** A drawing of the page as a file that stands alone: its colours and type are written into it. */
const WRITTEN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
];
/** px of the picture for one of the drawing. */
const SHARPNESS = 3;

/** @param title what it shows, for whoever opens it */
export function svgFile(drawing: SVGSVGElement, title: string): Blob {
  return new Blob([standingAlone(drawing, title)], { type: 'image/svg+xml' });
}

/** Rejects when the browser cannot draw it. */
export async function pngFile(drawing: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = drawing.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standingAlone(drawing, title))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SHARPNESS * width, SHARPNESS * height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'),
  );
}

function standingAlone(drawing: SVGSVGElement, title: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const { width, height } = drawing.viewBox.baseVal;
  const [originals, copies] = [drawing, copy].map((one) => [...one.querySelectorAll<SVGElement>('*')]);
  for (const [i, original] of (originals ?? []).entries()) {
    const style = getComputedStyle(original);
    const said = WRITTEN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
    copies?.[i]?.setAttribute('style', said);
    copies?.[i]?.removeAttribute('class');
  }
  copy.removeAttribute('aria-hidden');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const named = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  named.textContent = title;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(named, ground);
  return new XMLSerializer().serializeToString(copy);
}
