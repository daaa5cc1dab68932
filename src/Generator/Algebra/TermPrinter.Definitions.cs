using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <content>
/// What a whole formula says first: terms that stand in it more than once, and functions that a formula cannot name.
/// </content>
internal sealed partial class TermPrinter
{
    /// <summary>A term of fewer nodes is as short as its name would be.</summary>
    private const int WorthAName = 8;

    private bool _isWhole;

    /// <summary>Names of what is defined, to the end of the formula.</summary>
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly TermSet _shared = new();
    private readonly TermSet _seen = new();

    /// <summary>How many nodes terms have, counted no further than a name is worth it.</summary>
    private readonly TermTable<int> _sizes = new();
    private readonly Dictionary<(Binder Binder, ConditionTerm? Where, RealTerm Body), SoftmaxTerm> _rows = [];
    private readonly TermTable<string> _termNames = new();
    private readonly Dictionary<string, string> _definitionNames = [];
    private readonly Dictionary<Function, string> _functionNames = [];
    private readonly List<string> _definitions = [];

    /// <summary>Of definitions that have been written, for the indices of the next: empty.</summary>
    private readonly Stack<(HashSet<string> Indices, Dictionary<Binder, string> Names)> _spare = new();

    /// <summary>A formula behind the definitions that it needs, one on a line; names are free again after it.</summary>
    private string WithDefinitions(Func<string> print)
    {
        var (indices, names) = (_indices, _names);
        (_indices, _names) = (new(indices, StringComparer.Ordinal), new(names));
        _isWhole = true;
        string formula = print();
        foreach (string definition in _definitions)
            _text.Append(definition).Append(";\n");
        _text.Append(formula);
        string text = Take(0);
        _isWhole = false;
        _shared.Clear();
        _rows.Clear();
        _termNames.Clear();
        _definitionNames.Clear();
        _functionNames.Clear();
        _definitions.Clear();
        _defined.Clear();
        (_indices, _names) = (indices, names);
        return text;
    }

    /// <summary>Finds the terms that more than one other refers to.</summary>
    private void FindShared(IReadOnlyList<Term> roots)
    {
        _seen.Clear();
        _sizes.Clear();
        var softmaxes = new List<SoftmaxTerm>();
        for (int i = roots.Count - 1; i >= 0; i--)
            FindShared(roots[i], softmaxes);
        if (softmaxes.Count < 2)
            return;

        // A softmax is an array: what reads it at the label, or takes 1 off, reads the same.
        foreach (var same in softmaxes.GroupBy(static softmax => (softmax.Binder, softmax.Where, softmax.Body)).Where(static same => same.Count() > 1))
        {
            if (same.FirstOrDefault(IsRow) is { } row)
            {
                _shared.Add(row);
                _rows[same.Key] = row;
            }
        }
    }

    private void FindShared(Term term, List<SoftmaxTerm> softmaxes)
    {
        if (!_seen.Add(term))
        {
            Term named = BehindSign(term);
            if (named is RealTerm && IsWorthAName(named))
                _shared.Add(named);
            return;
        }

        if (term is SoftmaxTerm softmax)
            softmaxes.Add(softmax);

        // A corner is 0, whatever it is the corner of, and is told by the terms that the tests before it compare.
        if (IsCorner(term))
            return;
        if (term is SelectTerm select && EndsInCorner(select))
            FindInside(select.Condition);
        FindInside(term);

        void FindInside(Term parent)
        {
            for (int i = parent.Children.Length - 1; i >= 0; i--)
                FindShared(parent.Children[i], softmaxes);
        }
    }

    private static bool IsRow(SoftmaxTerm softmax) =>
        !softmax.IsLessOne && softmax.At is IndexTerm { Binder: var own } && !softmax.Body.Free.Contains(own) && softmax.Where?.Free.Contains(own) != true;

    /// <summary>The softmax with a name of which this is an element, or one less.</summary>
    private SoftmaxTerm? NamedRow(SoftmaxTerm softmax) =>
        _rows.TryGetValue((softmax.Binder, softmax.Where, softmax.Body), out SoftmaxTerm? row) && row != softmax ? row : null;

    /// <summary>1/u, -u and what is written as its argument: u is what a name is given to.</summary>
    private static Term BehindSign(Term term) => term switch
    {
        PowerTerm { Exponent: NumberTerm { Value: < 0 } } power => BehindSign(power.Base),
        ProductTerm { Operands: [NumberTerm { Value: -1 }, var only] } => BehindSign(only),
        ApplyTerm { Function.Notation: "" } plain => BehindSign(plain.Arguments[0]),
        _ => term,
    };

    private bool IsWorthAName(Term term) => term switch
    {
        ReduceTerm or LogSumExpTerm or SoftmaxTerm => true,
        _ => SizeOf(term) >= WorthAName,
    };

    private int SizeOf(Term term)
    {
        if (_sizes[term] is > 0 and var known)
            return known;
        int size = 1;
        foreach (Term child in term.Children)
            size += SizeOf(child);
        return _sizes[term] = Math.Min(size, WorthAName);
    }

    /// <summary>Writes a shared term by its name, and its definition before the first time.</summary>
    private void WriteName(Term term)
    {
        _text.Append(NameOf(term));
        WriteIndices(term.Free);
    }

    /// <summary>An element of a softmax that has a name.</summary>
    private void WriteElement(SoftmaxTerm row, IntegerTerm at)
    {
        _text.Append(NameOf(row));
        int start = _text.Length;
        Write(at);
        string subscript = Take(start);
        WriteIndices(row.Free, (row.At as IndexTerm)?.Binder, subscript);
    }

    /// <param name="replaced">One that a text stands for.</param>
    private void WriteIndices(ImmutableArray<Binder> indices, Binder? replaced = null, string text = "")
    {
        for (int i = 0; i < indices.Length; i++)
            _text.Append(i == 0 ? "[" : ", ").Append(indices[i].Equals(replaced) ? text : Name(indices[i]));
        if (!indices.IsEmpty)
            _text.Append(']');
    }

    /// <summary>The name of a shared term, which is defined when it is asked for first.</summary>
    private string NameOf(Term term)
    {
        string? name = _termNames[term];
        if (name is null)
        {
            // The definition has indices of its own, and stands for a moment behind what is written.
            int start = _text.Length;
            var (indices, names) = (_indices, _names);
            (_indices, _names) = _spare.Count > 0 ? _spare.Pop() : (new(StringComparer.Ordinal), []);
            string bracket = Bracket(term.Free);
            Write(term, isNamed: false);
            string value = Take(start);
            _indices.Clear();
            _names.Clear();
            _spare.Push((_indices, _names));
            (_indices, _names) = (indices, names);

            // Two terms may differ in nothing but the heights of their indices.
            string definition = $"{bracket} := {value}";
            if (!_definitionNames.TryGetValue(definition, out name))
            {
                name = Unused("z", 1 + _definitionNames.Count);
                _defined.Add(name);
                _definitionNames.Add(definition, name);
                _definitions.Add(name + definition);
            }

            _termNames[term] = name;
        }

        return name;
    }

    /// <summary>A function as a formula can call it; one that it cannot name gets a definition while a whole formula is printed.</summary>
    private string NameOf(Function function)
    {
        if (!_isWhole || function.IsPublic || function.Notation is not null)
            return function.Notation ?? function.Name;
        if (!_functionNames.TryGetValue(function, out string? name))
        {
            name = Unused(function.Name);
            _defined.Add(name);
            _functionNames.Add(function, name);
            string definition = function.Definition!;
            ImmutableArray<string> arguments = function.Parameters.Select(parameter => Unused(parameter)).ToImmutableArray();
            for (int i = 0; i < arguments.Length; i++)
                if (arguments[i] != function.Parameters[i])
                    definition = Regex.Replace(definition, $@"\b{function.Parameters[i]}\b", arguments[i]);
            _definitions.Add($"{name}({string.Join(", ", arguments)}) := {definition}");
        }

        return name;
    }

    private string Captured(Term term, Level level)
    {
        int start = _text.Length;
        Write(term, level);
        return Take(start);
    }
}
