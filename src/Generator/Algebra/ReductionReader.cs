using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>Reads what a composed reduction stands for: its reductions run over the bracket that the word was written with.</summary>
internal sealed class ReductionReader(
    TermFactory factory, ReductionBuilder reductions, ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm body) : RowReader(factory)
{
    private readonly TermFactory _factory = factory;

    protected override RealTerm Other(ExpressionSyntax syntax, RowNames names) => syntax switch
    {
        SubscriptSyntax { Target: ReferenceSyntax { Name: "u" } } => body,
        ReductionSyntax reduction when _factory.Catalogue.FindReduction(reduction.Word.Text) is { Definition: null } row =>
            reductions.Build(row.Kind, binders, where, Read(reduction.Arguments[0], names), null),
        _ => base.Other(syntax, names),
    };
}
