using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Reads the pattern or the result of a rule as a term: names become wildcards, so that a pattern has the canonical form
/// that it is compared with. All of a rule's reductions run over one axis.
/// </summary>
internal sealed class PatternReader(TermFactory factory, BoundAxis axis) : RowReader(factory)
{
    private readonly TermFactory _factory = factory;
    private readonly ReductionBuilder _reductions = new(factory);
    private readonly Dictionary<string, Binder> _binders = new(StringComparer.Ordinal);

    protected override RealTerm Unknown(string name) => _factory.Wildcard(name, ImmutableArray<IntegerTerm>.Empty);

    protected override RealTerm Other(ExpressionSyntax syntax, RowNames names)
    {
        switch (syntax)
        {
            case SubscriptSyntax { Target: ReferenceSyntax array } element:
                return _factory.Wildcard(array.Name, element.Subscripts.Select(Subscript).ToImmutableArray());
            case SubscriptSyntax { Target: ReductionSyntax { Word.Text: "softmax" } softmax } share:
                IntegerTerm at = Subscript(share.Subscripts[0]);
                return _factory.Softmax(Bind(softmax), null, Read(softmax.Arguments[0], names), at);
            case SubscriptSyntax { Target: ReductionSyntax { Word.Text: "lseless" } less } difference:
                IntegerTerm index = Subscript(difference.Subscripts[0]);
                return _factory.LogSumExp(Bind(less), null, Read(less.Arguments[0], names), index);
            case ReductionSyntax reduction:
                Binder binder = Bind(reduction);
                RealTerm body = Read(reduction.Arguments[0], names);
                RealTerm? power = reduction.Arguments.Length > 1 ? Read(reduction.Arguments[1], names) : null;
                return _reductions.Build(_factory.Catalogue.FindReduction(reduction.Word.Text)!.Kind, ImmutableArray.Create(binder), null, body, power);
            default:
                return base.Other(syntax, names);
        }
    }

    private Binder Bind(ReductionSyntax reduction) => _binders[reduction.Binders[0].Name.Text] = _factory.Fresh(axis);

    private IntegerTerm Subscript(ExpressionSyntax syntax)
    {
        string name = ((ReferenceSyntax)syntax).Name;
        return _binders.TryGetValue(name, out Binder? binder) ? _factory.Index(binder) : _factory.WildcardInteger(name);
    }
}
