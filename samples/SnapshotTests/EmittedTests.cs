namespace SnapshotTests;

/// <summary>The emitted code is what was reviewed: a change of it, by a new version of SymDiff or of the method, is seen in review.</summary>
public sealed class EmittedTests
{
    /// <summary>What is emitted for <see cref="Growth.Size"/>.</summary>
    [Fact]
    public Task Size() => Snapshot.Match(Emitted.Of("SnapshotTests.Growth.Size"));

    /// <summary>What is emitted for <see cref="Growth.Misfit"/>.</summary>
    [Fact]
    public Task Misfit() => Snapshot.Match(Emitted.Of("SnapshotTests.Growth.Misfit"));

    /// <summary>Every marked method of the project is pinned.</summary>
    [Fact]
    public void NothingIsForgotten() => Assert.Equal(["SnapshotTests.Growth.Misfit", "SnapshotTests.Growth.Size"], Emitted.All);
}
