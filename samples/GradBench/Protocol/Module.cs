using System.Text.Json;
using GradBench.Modules;

namespace GradBench.Protocol;

/// <summary>One of GradBench's problems.</summary>
/// <param name="Name">What the protocol calls it.</param>
/// <param name="Functions">What can be evaluated, by name: each takes the input, reads it, and gives what is then run.</param>
internal sealed record Module(string Name, IReadOnlyDictionary<string, Func<JsonElement, Evaluation>> Functions)
{
    /// <summary>All that are answered.</summary>
    public static IReadOnlyList<Module> All { get; } =
    [
        BaModule.Module, DetModule.Module, GmmModule.Module, HelloModule.Module, HtModule.Module, KmeansModule.Module,
        LlsqModule.Module, LseModule.Module, LstmModule.Module, OdeModule.Module, ParticleModule.Module, SaddleModule.Module,
    ];
}
