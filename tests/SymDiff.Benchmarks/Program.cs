using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SymDiff.Benchmarks.Scoreboard;

if (args is ["scoreboard", .. string[] options])
{
    ScoreboardCommand.Run(options);
    return;
}

// In this process, whatever job is asked for: BenchmarkDotNet would otherwise build this project and all it references into one and the same folder, where the
// two target frameworks of the runtime library remove each other's files.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
