using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>The text of a loop that computes what a chain of LINQ does: in the same order and rounding, with the same largest and smallest number where some are not numbers, and refusing the same.</summary>
internal sealed class LinqLoop
{
    private readonly SemanticModel _model;
    private readonly LinqChain _chain;
    private readonly LinqNames _names;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _guards = [];
    private readonly List<string> _variables = [];
    private readonly List<string> _body = [];

    // What says how many elements there were, where that is not known before the loop.
    private string? _count;

    // What says the place of an element among those that come to a step, where nothing has to be counted for that.
    private string? _place;

    private LinqLoop(SemanticModel model, LinqChain chain, LinqNames names, CancellationToken cancellation) => (_model, _chain, _names, _cancellation) = (model, chain, names, cancellation);

    /// <summary>The statements, as lines that begin at the margin.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The expression that stands for the chain behind them.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The type of the variable that the loop computes.</summary>
    public string Type => IsSingle && _chain.End.Name is "Max" or "Min" or "Aggregate" ? "float" : "double";

    private bool IsSingle => _chain.End.ReturnType.SpecialType == SpecialType.System_Single;

    // Whether LINQ refuses an empty sequence.
    private bool NeedsElements => _chain.End.Name is "Average" or "Max" or "Min";

    // The first function of a chain gives the element its name.
    private LinqFunction? First => _chain.Steps.Count > 0 ? _chain.Steps[0].Function : _chain.Result;

    private string? NameOfElement => First?.NameOf(_chain.Steps.Count == 0 && _chain.End.Name == "Aggregate" ? 1 : 0);

    /// <summary>Writes the loop.</summary>
    /// <param name="model">The semantic model.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="variable">A variable that is declared to hold it and nothing else, if there is one.</param>
    /// <param name="taken">Names that mean something else.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LinqLoop Of(SemanticModel model, LinqChain chain, string? variable, IEnumerable<string> taken, CancellationToken cancellation)
    {
        var loop = new LinqLoop(model, chain, new LinqNames(model, chain.Whole.SpanStart, taken), cancellation);
        loop.Write(variable);
        return loop;
    }

    private void Write(string? variable)
    {
        string name = _chain.End.Name;
        string result = variable ?? _names.Fresh(name switch { "Aggregate" => _chain.Result!.NameOf(0) ?? "result", "Average" => "mean", _ => name.ToLowerInvariant() });
        string count = Counted();
        var (header, element) = Header();
        foreach (var (isFilter, function) in _chain.Steps)
        {
            element = isFilter ? Filtered(element, function) : Selected(element, function);
        }

        End(result, element);
        if (_count is not null)
        {
            _body.AddRange(_body[_body.Count - 1] == "}" ? ["", $"{_count}++;"] : [$"{_count}++;"]);
        }

        _variables.Insert(0, $"{Type} {result} = {Start()};");
        Lines.AddRange([.. _guards, .. _variables, header, "{", .. _body.Select(l => l.Length == 0 ? l : "    " + l), "}"]);
        if (_count is not null)
        {
            Lines.AddRange(["", .. Guard($"{_count} == 0", NoElements())]);
        }

        Value = name != "Average" ? (IsSingle && Type == "double" ? $"(float){result}" : result)
            : IsSingle ? $"(float)({result} / {count})" : $"{result} / {count}";
    }

    // Sums of float are taken in double precision. The largest number is none until there is one; a smaller one than infinity is found, or there is none.
    private string Start() => _chain.End.Name switch
    {
        "Aggregate" => _chain.Seed!.WithoutTrivia().ToFullString(),
        "Max" => $"{Type}.NaN",
        "Min" => $"{Type}.PositiveInfinity",
        _ => "0",
    };

    private void End(string result, string element)
    {
        var function = _chain.Result;
        if (_chain.End.Name == "Aggregate")
        {
            _body.Add($"{result} = {function!.Text(result, Named(element, function, 1))};");
            return;
        }

        string value = function is null ? element : function.Text(Named(element, function, 0));
        if (_chain.End.Name is not ("Max" or "Min"))
        {
            _body.Add($"{result} += {value};");
            return;
        }

        // As LINQ does: what is not a number is smaller than all numbers, and of equal numbers the first one is taken.
        value = IsName(value) ? value : Variable(Type, _names.Fresh("value"), value);
        string condition = _chain.End.Name == "Max" ? $"{value} > {result} || {Type}.IsNaN({result})" : $"{value} < {result} || {Type}.IsNaN({value})";
        _body.AddRange([$"if ({condition})", "{", $"    {result} = {value};", "}"]);
    }

    private string Filtered(string element, LinqFunction function)
    {
        element = Named(element, function, 0);
        string text;
        if (function.Arity == 1)
        {
            text = $"!({function.Text(element)})";
        }
        else if (_place is { } place)
        {
            text = $"!({function.Text(element, place)})";
        }
        else
        {
            string counter = Counter(function);
            string isTaken = Variable("bool", _names.Fresh("isTaken"), function.Text(element, counter));
            _body.Add($"{counter}++;");
            text = "!" + isTaken;
        }

        _body.AddRange([$"if ({text})", "{", "    continue;", "}", ""]);
        _place = null;
        return element;
    }

    private string Selected(string element, LinqFunction function)
    {
        element = Named(element, function, 0);
        if (function.Arity == 1)
        {
            return function.Text(element);
        }

        if (_place is { } place)
        {
            return function.Text(element, place);
        }

        string counter = Counter(function);
        element = Variable(function.ReturnType, _names.Fresh("element"), function.Text(element, counter));
        _body.Add($"{counter}++;");
        return element;
    }

    private string Counter(LinqFunction function)
    {
        string counter = _names.Given(function.NameOf(1), "i");
        _variables.Add($"int {counter} = 0;");
        return counter;
    }

    // What says how many elements there are; refused is here what LINQ refuses of it.
    private string Counted()
    {
        string[] sources = [.. _chain.Sources.Select(s => s.WithoutTrivia().ToString())];
        if (_chain.IsRange && !IsNeverNegative(_chain.Sources[1]))
        {
            string name = _chain.Sources[1] is IdentifierNameSyntax identifier && _model.GetSymbolInfo(identifier, _cancellation).Symbol is IParameterSymbol ? $"nameof({sources[1]})" : "null, \"The count is negative.\"";
            _guards.AddRange([.. Guard($"{sources[1]} < 0", $"{Exception("ArgumentOutOfRangeException")}({name})"), ""]);
        }

        if (!NeedsElements)
        {
            return "";
        }

        bool isLength = !_chain.IsRange && !_chain.IsZip && LinqChain.IsArray(_model, _chain.Sources[0], _cancellation);
        if (_chain.IsFiltered || (!isLength && !_chain.IsRange && !_chain.IsZip) || (_chain.IsZip && _chain.End.Name == "Average"))
        {
            _count = _names.Fresh("count");
            _variables.Add($"int {_count} = 0;");
            return _count;
        }

        if (!_chain.IsRange || _chain.Sources[1] is not LiteralExpressionSyntax { Token.Value: > 0 })
        {
            string condition = isLength ? $"{sources[0]}.Length == 0" : _chain.IsZip ? $"{sources[0]}.Length == 0 || {sources[1]}.Length == 0" : $"{sources[1]} == 0";
            _guards.AddRange([.. Guard(condition, NoElements()), ""]);
        }

        return isLength ? $"{sources[0]}.Length" : _chain.Sources[1] is BinaryExpressionSyntax ? $"({sources[1]})" : sources[1];
    }

    private string NoElements() => $"{Exception("InvalidOperationException")}(\"Sequence contains no elements\")";

    private string Exception(string name) =>
        _model.LookupNamespacesAndTypes(_chain.Whole.SpanStart, name: name).Any() ? $"new {name}" : $"new System.{name}";

    private static string[] Guard(string condition, string exception) => [$"if ({condition})", "{", $"    throw {exception};", "}"];

    // A length, or a number that is written as it is.
    private static bool IsNeverNegative(ExpressionSyntax count) => count is LiteralExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" };

    // How the loop begins, and what an element is called in it.
    private (string Header, string Element) Header()
    {
        string[] sources = [.. _chain.Sources.Select(s => s.WithoutTrivia().ToString())];
        var placed = _chain.Steps.TakeWhile((s, i) => i == 0 || !_chain.Steps[i - 1].IsFilter).Select(s => s.Function).FirstOrDefault(f => f.Arity == 2);
        if (_chain.IsZip)
        {
            _place = _names.Given(placed?.NameOf(1), "i");
            string pair = _chain.Pairing is { } pairing ? pairing.Text([.. sources.Select((s, i) => Declared(pairing, i, $"{s}[{_place}]"))]) : $"({sources[0]}[{_place}], {sources[1]}[{_place}])";
            return ($"for (int {_place} = 0; {_place} < {sources[0]}.Length && {_place} < {sources[1]}.Length; {_place}++)", pair);
        }

        if (_chain.IsRange)
        {
            string number = _names.Given(NameOfElement, "i");
            _place = sources[0] == "0" ? number : null;
            return ($"for (int {number} = {sources[0]}; {number} < {(sources[0] == "0" ? sources[1] : $"{sources[0]} + {sources[1]}")}; {number}++)", number);
        }

        string type = LinqChain.ElementOf(_model.GetTypeInfo(_chain.Sources[0], _cancellation).Type)!.ToMinimalDisplayString(_model, _chain.Whole.SpanStart);
        string name = _names.Given(NameOfElement, "element");
        if (placed is not null && LinqChain.IsArray(_model, _chain.Sources[0], _cancellation))
        {
            _place = _names.Given(placed.NameOf(1), "i");
            Variable(type, name, $"{sources[0]}[{_place}]");
            return ($"for (int {_place} = 0; {_place} < {sources[0]}.Length; {_place}++)", name);
        }

        return ($"foreach ({type} {name} in {sources[0]})", name);
    }

    // What a function calls by a name is a variable, unless it is one already.
    private string Named(string element, LinqFunction function, int parameter) => IsName(element) ? element : Declared(function, parameter, element);

    private string Declared(LinqFunction function, int parameter, string value) => Variable(function.TypeOf(parameter), _names.Given(function.NameOf(parameter), "element"), value);

    private string Variable(string type, string name, string value)
    {
        _body.Add($"{type} {name} = {value};");
        return name;
    }

    private static bool IsName(string text) => SyntaxFacts.IsValidIdentifier(text);
}
