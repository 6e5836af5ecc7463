namespace GradBench.Modules;

/// <summary>A hand: bones, and a skin that moves with them.</summary>
/// <param name="Parents">The bone that each hangs on, which comes before it; −1 for none.</param>
/// <param name="Relatives">How each bone lies relative to its parent.</param>
/// <param name="Inverses">What brings each bone of the hand at rest to the origin.</param>
/// <param name="Vertices">The skin of the hand at rest.</param>
/// <param name="Weights">How much each vertex moves with each bone, vertex by vertex.</param>
/// <param name="Triangles">The skin's triangles, each by the indices of its three vertices.</param>
/// <param name="IsMirrored">Whether it is the other hand.</param>
internal sealed record HandModel(int[] Parents, Transform[] Relatives, Transform[] Inverses, Spatial[] Vertices, double[] Weights, (int A, int B, int C)[] Triangles, bool IsMirrored);
