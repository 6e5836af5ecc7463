using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>The text of a loop that computes what a chain of LINQ does, in the same order and rounding.</summary>
internal sealed class LinqLoop
{
    private readonly SemanticModel _model;
    private readonly LinqChain _chain;
    private readonly HashSet<string> _taken;
    private readonly List<string> _body = [];
    private readonly CancellationToken _cancellation;

    private LinqLoop(SemanticModel model, LinqChain chain, HashSet<string> taken, CancellationToken cancellation) => (_model, _chain, _taken, _cancellation) = (model, chain, taken, cancellation);

    /// <summary>The statements, as lines that begin at the margin.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The expression that stands for the chain behind them.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Writes the loop.</summary>
    /// <param name="model">The semantic model.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="variable">A variable that is declared to hold it and nothing else, if there is one.</param>
    /// <param name="taken">Names that mean something else.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LinqLoop Of(SemanticModel model, LinqChain chain, string? variable, IEnumerable<string> taken, CancellationToken cancellation)
    {
        var loop = new LinqLoop(model, chain, [.. taken], cancellation);
        loop.Write(variable);
        return loop;
    }

    private bool IsSingle => _chain.End.ReturnType.SpecialType == SpecialType.System_Single;

    private void Write(string? variable)
    {
        // Sums of float are taken in double precision.
        bool isAggregate = _chain.End.Name == "Aggregate";
        string type = isAggregate && IsSingle ? "float" : "double";
        string sum = variable ?? Fresh(isAggregate ? _chain.Result!.NameOf(0) ?? "result" : _chain.End.Name == "Average" ? "mean" : "sum");
        string seed = isAggregate ? _chain.Seed!.WithoutTrivia().ToFullString() : "0";

        var (header, element) = Header();
        foreach (var (isFilter, function) in _chain.Steps)
        {
            if (isFilter)
            {
                element = Named(element, function, 0);
                _body.AddRange([$"if (!({function.Text(element)}))", "{", "    continue;", "}", ""]);
            }
            else
            {
                element = function.Text(Named(element, function, 0));
            }
        }

        string? count = _chain.End.Name != "Average" ? null : Count();
        bool isCounted = count is not null && _chain.Sources.Count > 0 && !count.Contains('.') && !count.Contains('(');
        if (isAggregate)
        {
            _body.Add($"{sum} = {_chain.Result!.Text(sum, Named(element, _chain.Result, 1))};");
        }
        else
        {
            _body.Add($"{sum} += {(_chain.Result is { } last ? last.Text(Named(element, last, 0)) : element)};");
        }

        if (isCounted && IsCounter)
        {
            _body.Add($"{count}++;");
        }

        Lines.Add($"{type} {sum} = {seed};");
        if (isCounted && IsCounter)
        {
            Lines.Add($"int {count} = 0;");
        }

        Lines.AddRange([header, "{", .. _body.Select(l => l.Length == 0 ? l : "    " + l), "}"]);
        string value = count is null ? sum : $"{sum} / {count}";
        Value = !IsSingle || isAggregate ? value : count is null ? $"(float){value}" : $"(float)({value})";
    }

    // Whether elements are counted one by one.
    private bool IsCounter => _chain.IsFiltered || _chain.IsRange || _chain.Pairing is not null || !LinqChain.IsArray(_model, _chain.Sources[0], _cancellation);

    private string Count() => IsCounter ? Fresh("count") : $"{_chain.Sources[0].WithoutTrivia()}.Length";

    // How the loop begins, and what an element is called in it.
    private (string Header, string Element) Header()
    {
        if (_chain.Pairing is { } pairing)
        {
            string index = Fresh("i");
            string[] sources = [.. _chain.Sources.Select(s => s.WithoutTrivia().ToString())];
            string[] names = [.. sources.Select((s, i) => Declared(pairing, i, $"{s}[{index}]"))];
            return ($"for (int {index} = 0; {index} < {sources[0]}.Length && {index} < {sources[1]}.Length; {index}++)", pairing.Text(names));
        }

        var first = _chain.Steps.Count > 0 ? _chain.Steps[0].Function : _chain.Result;
        string? given = first?.NameOf(_chain.Steps.Count == 0 && _chain.End.Name == "Aggregate" ? 1 : 0);
        if (_chain.IsRange)
        {
            string index = given ?? Fresh("i");
            string start = _chain.Sources[0].WithoutTrivia().ToString();
            string count = _chain.Sources[1].WithoutTrivia().ToString();
            return ($"for (int {index} = {start}; {index} < {(start == "0" ? count : $"{start} + {count}")}; {index}++)", index);
        }

        string name = given ?? Fresh("element");
        string type = LinqChain.ElementOf(_model.GetTypeInfo(_chain.Sources[0], _cancellation).Type)!.ToMinimalDisplayString(_model, _chain.Whole.SpanStart);
        return ($"foreach ({type} {name} in {_chain.Sources[0].WithoutTrivia()})", name);
    }

    // What a function calls by a name is a variable, unless it is one already.
    private string Named(string element, LinqFunction function, int parameter) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(element) ? element : Declared(function, parameter, element);

    private string Declared(LinqFunction function, int parameter, string value)
    {
        string name = function.NameOf(parameter) is { } given && !_body.Any(l => l.Contains($" {given} = ")) && !IsOfLoop(given) ? given : Fresh("element");
        _body.Add($"{function.TypeOf(parameter)} {name} = {value};");
        return name;
    }

    // The first function of a chain gives the loop variable its name.
    private bool IsOfLoop(string name) => _chain.Pairing is null && (_chain.Steps.Count > 0 ? _chain.Steps[0].Function : _chain.Result)?.NameOf(_chain.Steps.Count == 0 && _chain.End.Name == "Aggregate" ? 1 : 0) == name;

    private string Fresh(string name)
    {
        string fresh = name;
        for (int i = 2; !_taken.Add(fresh); i++)
        {
            fresh = name + i;
        }

        return fresh;
    }
}
