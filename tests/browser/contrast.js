// The contrast of the text of an element with what lies behind it, as WCAG 2 counts it.
(selector) => {
  const parsed = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, below) =>
    [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const luminance = (color) => {
    const [red, green, blue] = color.slice(0, 3).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const element = document.querySelector(selector);
  const layers = [];
  for (let one = element; one; one = one.parentElement) {
    layers.unshift(parsed(getComputedStyle(one).backgroundColor));
  }
  const behind = layers.reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  const ink = over(parsed(getComputedStyle(element).color), behind);
  const [light, dark] = [luminance(ink), luminance(behind)].sort((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
};
