using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <param name="Scope">Holds every parameter, axis and input.</param>
/// <param name="InputsPart">Where the names of the inputs stand: in the formula where they were inferred.</param>
internal sealed record Declarations(
    ImmutableArray<BoundInput> Inputs, ImmutableArray<BoundParameter> Parameters, ImmutableArray<BoundAxis> Axes, Scope Scope, ProblemPart InputsPart);

/// <summary>Inputs, axes and parameters, from what is declared or, where nothing is, from how names are used.</summary>
internal sealed class DeclarationBinder
{
    private readonly EquatableArray<ParameterDeclaration> _declared;
    private readonly Catalogue _catalogue;
    private readonly ProblemBag _problems;
    private readonly Names _names;
    private readonly List<BoundAxis> _axes = [];
    private readonly List<BoundInput> _inputs = [];
    private readonly BoundParameter?[] _parameters;
    private Scope _scope = Scope.Empty;

    /// <summary>Whether every input and axis that is written is there, whatever else is wrong with it.</summary>
    private bool _isComplete = true;

    private DeclarationBinder(EquatableArray<ParameterDeclaration> declared, Catalogue catalogue, ProblemBag problems)
    {
        _declared = declared;
        _catalogue = catalogue;
        _problems = problems;
        _names = new Names(catalogue, problems);
        _parameters = new BoundParameter?[declared.Count];
    }

    /// <returns>null where inputs could not be made out; with errors, what signatures need is right all the same.</returns>
    public static Declarations? Bind(
        FormulaSyntax formula, InputsSyntax? inputs, EquatableArray<ParameterDeclaration> parameters, Catalogue catalogue, ProblemBag problems)
    {
        var binder = new DeclarationBinder(parameters, catalogue, problems);
        binder.ReserveParameters();
        foreach (InputSyntax syntax in inputs?.Inputs ?? ImmutableArray<InputSyntax>.Empty)
        {
            int ordinal = binder.OrdinalOf(syntax.Name.Text);
            if (ordinal >= 0)
                binder.BindParameter(syntax, ordinal);
            else
                binder.BindInput(syntax);
        }

        bool isInferred = binder._inputs.Count == 0 && !problems.HasErrors;
        if (isInferred && !binder.Infer(formula))
            return null;
        binder.FinishParameters(isInferred);
        if (!binder._isComplete || binder._inputs.Count == 0)
            return null;
        return new Declarations(
            binder._inputs.ToImmutableArray(), binder._parameters.ToImmutableArray()!, binder._axes.ToImmutableArray(), binder._scope,
            isInferred ? ProblemPart.Formula : ProblemPart.Inputs);
    }

    // Parameters -------------------------------------------------------------------------------------------------------

    private int OrdinalOf(string name)
    {
        for (int i = 0; i < _declared.Count; i++)
            if (_declared[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>Their names are in view from the start, so that no axis or input takes one.</summary>
    private void ReserveParameters()
    {
        foreach (ParameterDeclaration declaration in _declared)
        {
            if (_names.WordOf(declaration.Name) is { } word)
                _problems.ReportParameter(BindingProblems.NameReserved, declaration.Name, declaration.Name, word);
            _scope = _scope.With(new ParameterSymbol(Plain(declaration, OrdinalOf(declaration.Name), ImmutableArray<BoundAxis>.Empty)));
        }
    }

    private static BoundParameter Plain(ParameterDeclaration declaration, int ordinal, ImmutableArray<BoundAxis> axes) =>
        new() { Name = declaration.Name, Ordinal = ordinal, Type = declaration.Type, Axes = axes };

    private void BindParameter(InputSyntax syntax, int ordinal)
    {
        ParameterDeclaration declaration = _declared[ordinal];
        ImmutableArray<BoundAxis> axes = BindAxes(syntax.Axes);
        bool isArray = declaration.Type is ParameterType.Array or ParameterType.NullableArray;
        bool hasDomain = !syntax.Values.IsEmpty || syntax.LowerBound is not null || syntax.UpperBound is not null;
        string? mistake = null;
        if (_parameters[ordinal] is not null)
            mistake = "and it is declared once more here";
        else if (syntax.IsShared)
            mistake = "which is the same for all samples anyway: leave out 'shared'";
        else if (syntax.LabelAxis is not null)
            mistake = "and labels are inputs: leave it out of the constructor";
        else if (!isArray && !syntax.Axes.IsEmpty)
            mistake = "and a single number: leave out the axes, or make it double[] in C#";
        else if (isArray && syntax.Axes.IsEmpty)
            mistake = $"and an array: write its axes, as in {declaration.Name}[C]";
        else if (!isArray && syntax.NullConstant is not null)
            mistake = "and its default stands in C#, as in double margin = 1";
        else if (declaration.Type == ParameterType.Array && syntax.NullConstant is not null)
            mistake = "and never null: leave out '= …', or make it double[]? … = null in C#";
        else if (declaration.Type == ParameterType.NullableArray && syntax.NullConstant is null)
            mistake = $"which may be null: write what stands for null, as in {declaration.Name}[C] = 1";
        else if (syntax.NullConstant is { } constant && (double.IsInfinity(constant.Value) || double.IsNaN(constant.Value)))
            mistake = "whose elements are finite: write a finite number";
        else if (isArray && hasDomain)
            mistake = "and an array: only numbers have a domain";
        else if (declaration.Type == ParameterType.Bool && hasDomain)
            mistake = "and a switch, which is true or false by itself";
        if (mistake is not null)
        {
            Report(BindingProblems.ParameterDeclaration, syntax.Name.Range, declaration.Name, mistake);
            _parameters[ordinal] ??= Plain(declaration, ordinal, axes);
            return;
        }

        BoundDomain domain = BindDomain(syntax);
        if (declaration.Default is { } value && !isArray && !Contains(domain, value))
        {
            Report(BindingProblems.BadDomain, syntax.Range, declaration.Name,
                $"does not hold its default {value.ToString(CultureInfo.InvariantCulture)}: change one of them");
        }

        if (declaration.Type is ParameterType.Int or ParameterType.Long)
            foreach (NumberSyntax number in syntax.Values.Where(number => number.Value != Math.Floor(number.Value)))
                Report(BindingProblems.BadDomain, number.Range, declaration.Name, "is one of whole numbers");
        _parameters[ordinal] = new BoundParameter
        {
            Name = declaration.Name,
            Ordinal = ordinal,
            Type = declaration.Type,
            Axes = axes,
            NullConstant = syntax.NullConstant?.Value,
            Domain = domain,
        };
    }

    private void FinishParameters(bool isInferred)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            // Inferred inputs are on one axis, and so is an array that nothing says more of.
            ImmutableArray<BoundAxis> axes = isInferred && _axes.Count == 1 && _declared[i].Type == ParameterType.Array
                ? _axes.ToImmutableArray()
                : ImmutableArray<BoundAxis>.Empty;
            _parameters[i] ??= Plain(_declared[i], i, axes);
            _scope = _scope.With(new ParameterSymbol(_parameters[i]!));
        }
    }

    // Inputs -----------------------------------------------------------------------------------------------------------

    private void BindInput(InputSyntax syntax)
    {
        string name = syntax.Name.Text;
        bool isLabel = syntax.LabelAxis is not null;
        bool isList = isLabel && !syntax.Axes.IsEmpty;
        ImmutableArray<BoundAxis> axes = BindAxes(syntax.Axes);
        BoundAxis? labelAxis = isLabel ? BindAxis(syntax.LabelAxis!) : null;
        bool isFree = _names.Check(syntax.Name, _scope, ProblemPart.Inputs);
        string? mistake = null;
        if (syntax.NullConstant is not null)
            mistake = $"and an input is never null: leave out '= …', or make {name} an array parameter of the constructor";
        else if (isLabel && syntax.IsShared)
            mistake = "and a label, but only numbers are shared by a batch";
        else if (syntax.Axes.Length > 1 && isLabel)
            mistake = $"and a list of labels has one axis, as in {name}[J] in {syntax.LabelAxis!.Text}";
        else if (isList && axes.Length == 1 && axes[0] == labelAxis)
            mistake = $"and a list of labels has an axis of its own, as in {name}[J] in {labelAxis!.Name}";
        else if (isList && axes.Length == 1 && axes[0].List is { } other)
            mistake = $"and a list of labels has an axis of its own, but {axes[0].Name} is that of {other.Name}";
        else if (isList && syntax.Ignoring is not null)
            mistake = "and a list of labels: it ends with 'until', and only a single label has 'ignoring'";
        else if (!isList && syntax.Until is not null)
            mistake = $"and a single label: 'until' ends a list, as in {name}[J] in C until -1, and 'ignoring' leaves out a sample";
        else if (isLabel && (syntax.LowerBound is not null || syntax.UpperBound is not null))
            mistake = $"and a label: its domain is {syntax.LabelAxis!.Text}";
        else if (syntax.Until is { } until && !IsWhole(until.Value))
            mistake = "and labels are whole numbers: write one after 'until'";
        else if (_inputs.FirstOrDefault(input => Raised(input.Name) == Raised(name)) is { } twin && twin.Name != name)
            mistake = $"and so is '{twin.Name}', so that both gradients would be named grad{Raised(name)}: rename one";
        if (mistake is not null)
            Report(BindingProblems.InputDeclaration, syntax.Name.Range, name, mistake);
        if (!isFree || mistake is not null)
        {
            _isComplete = false;
            return;
        }

        Add(new BoundInput
        {
            Name = name,
            Ordinal = _inputs.Count,
            Kind = isList ? InputKind.LabelList : isLabel ? InputKind.Label : InputKind.Number,
            IsShared = syntax.IsShared,
            Axes = axes,
            Domain = BindDomain(syntax),
            LabelAxis = labelAxis,
            Ignoring = BindIgnoring(syntax),
            Until = (long?)syntax.Until?.Value,
            Range = syntax.Name.Range,
        });
        if (isList)
            axes[0].List = _inputs[_inputs.Count - 1];
    }

    private static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static bool IsWhole(double value) => value == Math.Floor(value) && Math.Abs(value) < 9e18;

    private void Add(BoundInput input)
    {
        _inputs.Add(input);
        _scope = _scope.With(new InputSymbol(input));
    }

    private BoundReal? BindIgnoring(InputSyntax syntax)
    {
        switch (syntax.Ignoring)
        {
            case NumberSyntax number when IsWhole(number.Value):
                return new BoundNumber(number.Range, number.Value);
            case NumberSyntax number:
                Report(BindingProblems.InputDeclaration, number.Range, syntax.Name.Text, "and labels are whole numbers: write one after 'ignoring'");
                return null;
            case ReferenceSyntax reference:
                int ordinal = OrdinalOf(reference.Name);
                if (ordinal >= 0 && _declared[ordinal].Type is ParameterType.Int or ParameterType.Long)
                    return new BoundParameterValue(reference.Range, Plain(_declared[ordinal], ordinal, ImmutableArray<BoundAxis>.Empty));
                Report(BindingProblems.InputDeclaration, reference.Range, syntax.Name.Text, ordinal >= 0
                    ? $"and 'ignoring' is followed by a whole number: make '{reference.Name}' an int or long in C#"
                    : $"and 'ignoring' is followed by a whole number or a parameter: '{reference.Name}' is none");
                return null;
            default:
                return null;
        }
    }

    private ImmutableArray<BoundAxis> BindAxes(ImmutableArray<NameSyntax> names) => names.Select(BindAxis).ToImmutableArray();

    private BoundAxis BindAxis(NameSyntax name)
    {
        if (_scope.Find(name.Text) is AxisSymbol known)
            return known.Axis;
        _isComplete &= _names.Check(name, _scope, ProblemPart.Inputs);
        var axis = new BoundAxis(name.Text);
        _axes.Add(axis);
        _scope = _scope.With(new AxisSymbol(axis));
        return axis;
    }

    // Domains ----------------------------------------------------------------------------------------------------------

    private BoundDomain BindDomain(InputSyntax syntax)
    {
        double lower = syntax.LowerBound?.Value ?? double.NegativeInfinity;
        double upper = syntax.UpperBound?.Value ?? double.PositiveInfinity;
        bool lowerIsStrict = syntax.LowerBound?.IsStrict ?? false;
        bool upperIsStrict = syntax.UpperBound?.IsStrict ?? false;
        ImmutableArray<double> values = syntax.Values.Select(number => number.Value).ToImmutableArray();
        string? mistake = null;
        if (!values.IsEmpty && (syntax.LowerBound is not null || syntax.UpperBound is not null))
            mistake = "is stated twice: write the numbers alone";
        else if (lower > upper || (lower == upper && (lowerIsStrict || upperIsStrict)))
            mistake = "is empty: no number is within these bounds";
        else if (values.Distinct().Count() < values.Length)
            mistake = "names a number twice";
        else if (values.Any(double.IsInfinity))
            mistake = "is one of finite numbers";
        if (mistake is not null)
            Report(BindingProblems.BadDomain, syntax.Range, syntax.Name.Text, mistake);
        return new BoundDomain(lower, lowerIsStrict, upper, upperIsStrict, values);
    }

    private static bool Contains(BoundDomain domain, double value) => domain.IsFinite
        ? domain.Values.Contains(value)
        : (domain.LowerIsStrict ? value > domain.Lower : value >= domain.Lower) && (domain.UpperIsStrict ? value < domain.Upper : value <= domain.Upper);

    // Inference --------------------------------------------------------------------------------------------------------

    private bool Infer(FormulaSyntax formula)
    {
        EquatableArray<ParameterDeclaration> declared = _declared;
        InputInference inference;
        while (true)
        {
            inference = new InputInference(formula, declared, _catalogue, _axes.Count == 1 ? _axes[0].Name : null);
            if (inference.Mistake is null
                || inference.Numbers.FirstOrDefault(number => Suggestions.NearParameter(number.Name, _declared) is not null) is not { } misspelt)
                break;

            // Its name is wrong, and no input: the others may be found without it.
            string meant = Suggestions.NearParameter(misspelt.Name, _declared)!;
            _problems.Report(ProblemPart.Formula, BindingProblems.UnknownName, misspelt.Range, misspelt.Name, $"did you mean '{meant}'?");
            declared = declared.Append(new ParameterDeclaration(misspelt.Name, _declared[OrdinalOf(meant)].Type, null)).ToImmutableArray();
        }

        if (_axes.Count > 1 || inference.Mistake is not null)
        {
            if (declared.Count > _declared.Count)
                return false;
            (TextRange range, string why) = inference.Mistake ?? (new TextRange(0, formula.Range.Length), "as there is more than one axis");
            _problems.Report(ProblemPart.Formula, BindingProblems.NotInferable, range, why, inference.Suggestion);
            return false;
        }

        BoundAxis? axis = inference.Axis is { } name ? BindAxis(new NameSyntax(default, name)) : null;
        foreach (InferredInput input in inference.Inputs)
        {
            Add(new BoundInput
            {
                Name = input.Name,
                Ordinal = _inputs.Count,
                Kind = input.IsLabel ? InputKind.Label : InputKind.Number,
                Axes = input.IsArray ? ImmutableArray.Create(axis!) : ImmutableArray<BoundAxis>.Empty,
                LabelAxis = input.IsLabel ? axis : null,
                Range = input.Range,
            });
            if (_names.Reserved(input.Name) is { } reason)
            {
                _problems.Report(ProblemPart.Formula, BindingProblems.NameReserved, input.Range, input.Name, reason);
                _isComplete = false;
            }
        }

        return true;
    }

    private void Report(ProblemKind kind, TextRange range, params string[] arguments) =>
        _problems.Report(ProblemPart.Inputs, kind, range, arguments);
}
