using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SymDiff.TestKit;

/// <summary>What every run of an incremental generator must satisfy: nothing is computed twice, and no step keeps a compilation alive.</summary>
internal static class IncrementalDiscipline
{
    /// <summary>The constants of a class of step names, so that a new step is covered the moment it is named.</summary>
    public static IReadOnlyList<string> NamesIn(Type trackingNames) =>
        [.. trackingNames.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Compares two runs over equal compilations.</summary>
    /// <exception cref="IncrementalityException">The second run computed something again, or a step's output holds what it must not.</exception>
    public static void Check(GeneratorRunResult first, GeneratorRunResult second, IReadOnlyCollection<string> trackingNames)
    {
        if (first.GeneratedSources.Length > 0 && !trackingNames.Any(first.TrackedSteps.ContainsKey))
        {
            throw new IncrementalityException("Files were generated, but no step has one of the tracking names: " + string.Join(", ", trackingNames));
        }

        foreach (string name in trackingNames.Where(first.TrackedSteps.ContainsKey))
        {
            foreach (object value in first.TrackedSteps[name].SelectMany(step => step.Outputs, (_, output) => output.Value))
            {
                if (ObjectGraph.FindForbidden(value) is { } path)
                {
                    throw new IncrementalityException($"Step '{name}' keeps part of a compilation alive: {path}");
                }
            }

            if (!second.TrackedSteps.TryGetValue(name, out var steps))
            {
                throw new IncrementalityException($"Step '{name}' vanished in the second run.");
            }

            Require(name, steps.SelectMany(step => step.Outputs, (_, output) => output.Reason), IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        }

        foreach ((string name, var steps) in second.TrackedOutputSteps)
        {
            Require(name, steps.SelectMany(step => step.Outputs, (_, output) => output.Reason), IncrementalStepRunReason.Cached);
        }
    }

    private static void Require(string step, IEnumerable<IncrementalStepRunReason> reasons, params IncrementalStepRunReason[] allowed)
    {
        foreach (IncrementalStepRunReason reason in reasons)
        {
            if (!allowed.Contains(reason))
            {
                throw new IncrementalityException($"Nothing changed, yet step '{step}' was {reason} in the second run.");
            }
        }
    }
}

/// <summary>A generator broke the incremental discipline.</summary>
public sealed class IncrementalityException(string message) : Exception(message);
