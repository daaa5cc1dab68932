namespace LossGen.Generator.Problems;

/// <summary>The problems of one formula and its Inputs, in the order of finding; the same one at the same place is kept once.</summary>
/// <param name="formula">Which [Loss] of the type, counted from 0.</param>
internal sealed class ProblemBag(int formula = 0)
{
    /// <summary>After so many, a formula is no formula, and one more would help nobody.</summary>
    public const int Limit = 20;

    private readonly List<Problem> _items = [];

    public IReadOnlyList<Problem> Items => _items;

    public bool HasErrors => _items.Exists(problem => problem.IsError);

    public void Report(ProblemPart part, ProblemKind kind, TextRange range, params string[] arguments) =>
        Add(new Problem(kind, part, formula, range, arguments));

    /// <summary>A mistake of a parameter of the constructor, whatever formula it was found with.</summary>
    public void ReportParameter(ProblemKind kind, string parameter, params string[] arguments) =>
        Add(new Problem(kind, ProblemPart.Declaration, 0, default, arguments, parameter));

    private void Add(Problem problem)
    {
        if (_items.Count < Limit && !_items.Exists(other => other.Kind == problem.Kind && other.Part == problem.Part && other.Range == problem.Range && other.Subject == problem.Subject))
            _items.Add(problem);
    }
}
