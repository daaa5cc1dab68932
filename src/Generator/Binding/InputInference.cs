using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

internal sealed record InferredInput(string Name, bool IsArray, bool IsLabel, TextRange Range);

/// <summary>
/// The inputs of a formula without declarations, from how its names are used: an indexed name is an array, a name used as a
/// subscript a label, a bare name a number, an unbound capital the extent of the one axis. One input is of numbers: of two,
/// nothing says which comes first.
/// </summary>
internal sealed class InputInference
{
    private sealed class Use(string name, TextRange range)
    {
        public string Name { get; } = name;
        public TextRange Range { get; } = range;
        public int Rank { get; set; }
        public bool IsSubscript { get; set; }
        public bool IsList { get; set; }

        /// <summary>Compared with an index, and so perhaps a label; good for a suggestion only.</summary>
        public bool MayBeLabel { get; set; }
        public bool IsNumber => Rank > 0 || (!IsSubscript && !IsList);
    }

    private readonly Catalogue _catalogue;
    private readonly List<Use> _uses = [];
    private readonly List<Use> _capitals = [];
    private readonly Dictionary<string, HashSet<int>> _arrayParameters = [];

    public InputInference(FormulaSyntax formula, EquatableArray<ParameterDeclaration> parameters, Catalogue catalogue, string? declaredAxis)
    {
        _catalogue = catalogue;
        ImmutableHashSet<string> bound = parameters.Select(parameter => parameter.Name).ToImmutableHashSet();
        foreach (DefinitionSyntax definition in formula.Definitions)
        {
            ImmutableHashSet<string> inner = bound.Union(definition.Parameters.Select(parameter => parameter.Text)).Union(definition.Indices.Select(index => index.Name.Text));
            if (definition.IsFunction)
                _arrayParameters[definition.Name.Text] = ArrayParameters(definition);
            Visit(definition.Body, inner);
            bound = bound.Add(definition.Name.Text);
        }

        ImmutableHashSet<string> ofResult = bound.Union(formula.ResultIndices.Select(index => index.Name.Text));
        if (formula.Where is not null)
        {
            Scope scope = bound.Aggregate(Scope.Empty, (all, name) => all.With(new ArgumentSymbol(name, formula.Result, Scope.Empty)));
            ofResult = ofResult.Union(FreeNames.BoundByWhere(formula.Where, scope).Select(reference => reference.Name));
            Visit(formula.Where, ofResult);
        }

        Visit(formula.Result, ofResult);
        if (formula.MeanBy is not null)
            Visit(formula.MeanBy, ofResult);
        Conclude(formula, declaredAxis, bound);
    }

    /// <summary>Why nothing can be inferred, or null.</summary>
    public (TextRange Range, string Why)? Mistake { get; private set; }

    /// <summary>What to declare, as far as it can be guessed.</summary>
    public string Suggestion { get; private set; } = "x";

    /// <summary>The name of the one axis, or null where nothing is on an axis.</summary>
    public string? Axis { get; private set; }

    /// <summary>What was taken for inputs of numbers.</summary>
    public ImmutableArray<InferredInput> Numbers { get; private set; } = ImmutableArray<InferredInput>.Empty;

    /// <summary>The numbers, then the labels, each in order of first appearance.</summary>
    public ImmutableArray<InferredInput> Inputs { get; private set; } = ImmutableArray<InferredInput>.Empty;

    private void Conclude(FormulaSyntax formula, string? declaredAxis, ImmutableHashSet<string> taken)
    {
        Use[] numbers = _uses.Where(use => use.IsNumber).OrderBy(use => use.Range.Start).ToArray();
        Use[] labels = _uses.Where(use => !use.IsNumber).OrderBy(use => use.Range.Start).ToArray();
        bool hasAxis = _uses.Exists(use => use.Rank > 0) || labels.Length > 0;
        string axis = declaredAxis ?? _capitals.FirstOrDefault()?.Name ?? FreeAxisName(taken);
        Suggestion = Suggest(numbers, numbers.Any(use => use.Rank > 1) ? [] : labels, axis);
        Numbers = numbers.Select(use => new InferredInput(use.Name, use.Rank > 0, false, use.Range)).ToImmutableArray();
        if (_uses.Find(use => use.IsList) is { } list)
            Mistake = (list.Range, $"as '{list.Name}' is a list of labels, with an axis of its own");
        else if (_uses.Find(use => use.Rank > 1) is { } array)
            Mistake = (array.Range, $"as '{array.Name}' has more than one axis");
        else if (_capitals.Find(capital => capital.Name != axis) is { } second)
            Mistake = (second.Range, $"as both '{axis}' and '{second.Name}' would be the length of the one axis");
        else if (numbers.Length > 1)
            Mistake = (numbers[1].Range, $"as nothing says which of {string.Join(" and ", numbers.Select(use => $"'{use.Name}'"))} comes first");
        else if (numbers.Length == 0)
            Mistake = (new TextRange(0, formula.Range.Length), "as no name here is an input of numbers");
        if (Mistake is not null)
            return;
        Axis = hasAxis ? axis : null;
        Inputs = numbers.Concat(labels).Select(use => new InferredInput(use.Name, use.Rank > 0, !use.IsNumber, use.Range)).ToImmutableArray();
    }

    private static string Suggest(Use[] numbers, Use[] labels, string axis)
    {
        IEnumerable<Use> sure = numbers.Where(use => !use.MayBeLabel || use.Rank > 0);
        IEnumerable<Use> perhaps = numbers.Where(use => use.MayBeLabel && use.Rank == 0);
        IEnumerable<string> texts = sure
            .Select(use => use.Rank == 0 ? use.Name : $"{use.Name}[{string.Join(", ", Enumerable.Range(0, use.Rank).Select(i => i == 0 ? axis : ((char)('C' + i)).ToString()))}]")
            .Concat(perhaps.Concat(labels).Select(use => use.IsList ? $"{use.Name}[J] in {axis}" : $"{use.Name} in {axis}"));
        string suggestion = string.Join(", ", texts);
        return suggestion.Length == 0 ? "x" : suggestion;
    }

    private string FreeAxisName(ImmutableHashSet<string> taken) =>
        new[] { "C", "D", "K", "M", "Axis" }.First(name => !taken.Contains(name) && !_uses.Exists(use => use.Name == name));

    /// <summary>Which parameters of a definition are whole arrays: those that its body reads by subscripts or hands on as arrays.</summary>
    private HashSet<int> ArrayParameters(DefinitionSyntax definition)
    {
        var names = new HashSet<string>();
        Collect(definition.Body);
        return [.. Enumerable.Range(0, definition.Parameters.Length).Where(i => names.Contains(definition.Parameters[i].Text))];

        void Collect(SyntaxNode node)
        {
            if (node is SubscriptSyntax { Target: ReferenceSyntax target })
                names.Add(target.Name);
            if (node is CallSyntax call)
                foreach (ReferenceSyntax array in WholeArrays(call))
                    names.Add(array.Name);
            foreach (SyntaxNode child in SyntaxChildren.Of(node))
                Collect(child);
        }
    }

    private IEnumerable<ReferenceSyntax> WholeArrays(CallSyntax call) =>
        _arrayParameters.TryGetValue(call.Function.Text, out HashSet<int>? positions)
            ? call.Arguments.Where((_, i) => positions.Contains(i)).OfType<ReferenceSyntax>()
            : [];

    private void Visit(SyntaxNode node, ImmutableHashSet<string> bound)
    {
        switch (node)
        {
            case ReferenceSyntax reference:
                Find(reference, bound);
                return;
            case SubscriptSyntax { Target: ReferenceSyntax target } subscript:
                if (Find(target, bound, isIndexed: true) is { } indexed)
                    indexed.Rank = Math.Max(indexed.Rank, subscript.Subscripts.Length);
                VisitSubscripts(subscript, bound);
                return;
            case SubscriptSyntax subscript:
                Visit(subscript.Target, bound);
                VisitSubscripts(subscript, bound);
                return;
            case CallSyntax call:
                foreach (ReferenceSyntax array in WholeArrays(call))
                    if (Find(array, bound, isIndexed: true) is { } use)
                        use.Rank = Math.Max(use.Rank, 1);
                break;
            case ReductionSyntax reduction:
                bound = bound.Union(reduction.Binders.Select(binder => binder.Name.Text));
                foreach (BinderSyntax binder in reduction.Binders)
                    if (binder.Axis is { } axis && !char.IsUpper(axis.Text[0]) && Find(new ReferenceSyntax(axis.Range, axis.Text), bound, isIndexed: true) is { } member)
                        member.IsList = true;
                    else if (binder.Axis is { } extent)
                        Find(new ReferenceSyntax(extent.Range, extent.Text), bound);
                break;
            case ComparisonSyntax comparison:
                VisitComparison(comparison, bound);
                break;
        }

        foreach (SyntaxNode child in SyntaxChildren.Of(node))
            Visit(child, bound);
    }

    private void VisitSubscripts(SubscriptSyntax subscript, ImmutableHashSet<string> bound)
    {
        foreach (ExpressionSyntax part in subscript.Subscripts)
        {
            if (part is ReferenceSyntax reference)
            {
                if (Find(reference, bound) is { } label)
                    label.IsSubscript = true;
            }
            else if (part is SubscriptSyntax { Target: ReferenceSyntax list } element)
            {
                if (Find(list, bound, isIndexed: true) is { } use)
                    use.IsList = true;
                VisitSubscripts(element, bound);
            }
            else
            {
                Visit(part, bound);
            }
        }
    }

    private void VisitComparison(ComparisonSyntax comparison, ImmutableHashSet<string> bound)
    {
        for (int i = 0; i < comparison.Operators.Length; i++)
        {
            if (comparison.Operators[i] is "in" or "not in")
            {
                if (comparison.Operands[i + 1] is ReferenceSyntax list && Find(list, bound, isIndexed: true) is { } member)
                    member.IsList = true;
            }
            else if (comparison.Operands[i] is ReferenceSyntax left && comparison.Operands[i + 1] is ReferenceSyntax right && (FreeNames.IsIndexName(left.Name) || bound.Contains(left.Name)))
            {
                if (Find(right, bound) is { } label)
                    label.MayBeLabel = true;
            }
        }
    }

    /// <summary>The use of a name that is an input, or null where it is something else.</summary>
    private Use? Find(ReferenceSyntax reference, ImmutableHashSet<string> bound, bool isIndexed = false)
    {
        string name = reference.Name;

        // torch.x: the binder says what is wrong with it.
        if (name.IndexOf('.') >= 0)
            return null;
        if (bound.Contains(name) || Constants.Find(name) is not null || (isIndexed && _catalogue.FindReduction(name) is not null))
            return null;
        if (_uses.Find(use => use.Name == name) is { } known)
            return known;
        if (!isIndexed && FreeNames.IsIndexName(name))
            return null;
        var use = new Use(name, reference.Range);
        bool isCapital = !isIndexed && char.IsUpper(name[0]);
        List<Use> list = isCapital ? _capitals : _uses;
        if (list.Find(other => other.Name == name) is { } found)
            return isCapital ? null : found;
        list.Add(use);
        return isCapital ? null : use;
    }
}
