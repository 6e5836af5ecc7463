using BundleAdjustment;
using static System.FormattableString;

string folder = args is ["--out", var given] ? given : "output";
if (args.Length != 0 && args is not ["--out", _])
{
    Console.Error.WriteLine("usage: BundleAdjustment [--out FOLDER]");
    return 1;
}

const double Error = 0.5;
Chance random = new(2026);
Scene truth = Scene.Church(cameras: 16);
IReadOnlyList<Observation> seen = truth.Observe(random, Error);
Scene start = truth.Disturbed(random);
int unknowns = (Camera.Numbers * truth.Cameras.Count) + (3 * truth.Points.Count);
Console.WriteLine(Invariant($"{truth.Cameras.Count} cameras around a small church of {truth.Points.Count} points see {seen.Count} times a point, to {Error} pixels either way (one standard deviation)."));
Console.WriteLine(Invariant($"From rough guesses at the points and at where the cameras stand, look and how their lenses are, {unknowns} numbers are looked for together."));
Console.WriteLine(Invariant($"The Jacobian of the {2 * seen.Count} errors would have {2L * seen.Count * unknowns} entries; of them {2 * (Camera.Numbers + 3) * seen.Count} are not zero, and only they are made: two emitted blocks an observation."));
Console.WriteLine();
Console.WriteLine(Invariant($"{"step",4} {"error (pixels)",14}   {"damping",8}"));
List<Step> steps = [];
foreach (Step step in Adjustment.Run(start, seen))
{
    steps.Add(step);
    Console.WriteLine(Invariant($"{step.Number,4} {step.Pixels,14:F6}") + (step.Number == 0 ? "" : Invariant($"   {step.Damping,8:E1}")));
}

Step end = steps[^1];
double free = Math.Sqrt(1 - ((unknowns - 7.0) / (2 * seen.Count)));
Console.WriteLine();
Console.WriteLine(Invariant($"The root mean square of the reprojection error, of both coordinates together, fell from {steps[0].Pixels:F2} to {end.Pixels:F4} pixels."));
Console.WriteLine(Invariant($"The measurements alone would leave {Error * Math.Sqrt(2) * free:F4}: √2 times {Error}, less what {unknowns - 7} free numbers take up."));
Console.WriteLine(Invariant($"The points are {1000 * Distance(start):F1} mm from where they are before, {1000 * Distance(end.Scene):F1} mm after, if a unit is a metre (scenes laid on each other)."));
Pictures.Scenes(Path.Combine(folder, "points.svg"), truth, steps);
Pictures.Errors(Path.Combine(folder, "errors.svg"), seen, steps);
Console.WriteLine($"Pictures: {string.Join(", ", "points.svg", "errors.svg")}");
return 0;

double Distance(Scene scene) => Alignment.Distance(Alignment.Of(scene.Points, truth.Points), truth.Points);
