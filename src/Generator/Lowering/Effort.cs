using LossGen.Generator.Algebra;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>What there is to compute.</summary>
/// <param name="Work">Lane operations inside loops, roughly.</param>
/// <param name="HasCalls">Whether functions that are calls are among it.</param>
internal sealed record Effort(int Terms, int Work, bool HasCalls);

/// <summary>
/// The terms of a kernel, laid out to be counted under one assumption after the other: children before what uses them, and for
/// each term is known where its children stand.
/// </summary>
internal sealed class EffortGraph(Catalogue catalogue)
{
    private readonly List<Node> _nodes = [];
    private readonly List<int> _children = [];
    private readonly List<int> _roots = [];
    private readonly List<ConditionTerm> _questions = [];
    private bool[] _isNeeded = [];

    /// <summary>Of the terms, from 1 on.</summary>
    private readonly TermTable<int> _places = new();

    /// <summary>Lays out the terms of another kernel.</summary>
    public void Lay(IEnumerable<Term> roots)
    {
        _nodes.Clear();
        _children.Clear();
        _roots.Clear();
        _questions.Clear();
        _places.Clear();
        foreach (var root in roots)
            _roots.Add(PlaceOf(root));
        _questions.Sort(static (a, b) => a.Id - b.Id);
        if (_isNeeded.Length < _nodes.Count)
            _isNeeded = new bool[2 * _nodes.Count];
    }

    private int PlaceOf(Term term)
    {
        if (_places[term] is > 0 and var known)
            return known - 1;
        foreach (var child in term.Children)
            PlaceOf(child);
        int first = _children.Count;
        foreach (var child in term.Children)
            _children.Add(_places[child] - 1);
        if (Specialiser.IsQuestion(term))
            _questions.Add((ConditionTerm)term);
        int work = term.IsBatchConstant ? 0 : WorkOf(term);
        _nodes.Add(new(term, first, _children.Count, work, term.Free.IsEmpty ? 0 : work, KernelBuilder.IsCall(term, catalogue)));
        _places[term] = _nodes.Count;
        return _nodes.Count - 1;
    }

    /// <summary>What could be asked of parameters, in the order of the terms: a switch, a number compared with another.</summary>
    public IReadOnlyList<ConditionTerm> Questions => _questions;

    /// <summary>
    /// What there is to compute, without the sides of choices that an assumption excludes. Less may be left in truth, where a
    /// number in the place of a parameter makes something simpler.
    /// </summary>
    public Effort Under(Assumption? assumption)
    {
        Array.Clear(_isNeeded, 0, _isNeeded.Length);
        foreach (int root in _roots)
            _isNeeded[root] = true;
        int terms = 0, work = 0, workInAxes = 0;
        bool hasAxes = false, hasCalls = false;
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (!_isNeeded[i])
                continue;
            var node = _nodes[i];
            terms++;
            work += node.Work;
            workInAxes += node.WorkInAxes;
            hasAxes |= !node.Term.Free.IsEmpty;
            hasCalls |= node.IsCall;
            if (node.Term is SelectTerm select && assumption?.Decides(select.Condition) is { } holds)
            {
                _isNeeded[_children[node.FirstChild + (holds ? 1 : 2)]] = true;
                continue;
            }

            for (int k = node.FirstChild; k < node.EndOfChildren; k++)
                _isNeeded[_children[k]] = true;
        }

        return new(terms, hasAxes ? workInAxes : work, hasCalls);
    }

    /// <summary>
    /// Lane operations, roughly. A choice costs what both of its sides do, though only one is made: values that meet after it are
    /// moved through memory where registers are short.
    /// </summary>
    private static int WorkOf(Term term) => term switch
    {
        SumTerm sum => sum.Operands.Length - 1,
        ProductTerm product => product.Operands.Length - 1,
        ApplyTerm apply => apply.Function.Cost,
        NumberTerm or ParameterTerm or IntegerTerm => 0,
        _ => 1,
    };

    /// <param name="Work">Where all is done in one loop over samples; <paramref name="WorkInAxes"/> where loops over axes stand in it.</param>
    private readonly record struct Node(Term Term, int FirstChild, int EndOfChildren, int Work, int WorkInAxes, bool IsCall);
}
