// A payment provider's loader, ours: puts the card field into a frame on the provider's host.
const frame = document.createElement("iframe");
frame.title = "Health savings card";
frame.id = "hsa-frame";
frame.src = "https://fields.paylane.test/card";
document.getElementById("hsa")?.append(frame);
