using System.Collections.Immutable;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>What a name means at some place of a formula.</summary>
internal abstract class Symbol(string name)
{
    public string Name { get; } = name;

    /// <summary>As a message says it: "an input".</summary>
    public abstract string Kind { get; }
}

internal sealed class InputSymbol(BoundInput input) : Symbol(input.Name)
{
    public BoundInput Input { get; } = input;
    public override string Kind => "an input";
}

internal sealed class ParameterSymbol(BoundParameter parameter) : Symbol(parameter.Name)
{
    public BoundParameter Parameter { get; } = parameter;
    public override string Kind => "a parameter";
}

internal sealed class AxisSymbol(BoundAxis axis) : Symbol(axis.Name)
{
    public BoundAxis Axis { get; } = axis;
    public override string Kind => "an axis";
}

internal sealed class IndexSymbol(BoundIndex index) : Symbol(index.Name)
{
    public BoundIndex Index { get; } = index;
    public override string Kind => "an index";
}

/// <summary>An index whose axis is not known yet: it may be asked for, and then is looked for among its uses.</summary>
/// <param name="uses">Where the name may stand.</param>
/// <param name="scope">Of the bracket around it.</param>
internal sealed class PendingIndexSymbol(BinderSyntax binder, ImmutableArray<SyntaxNode> uses, Scope scope) : Symbol(binder.Name.Text)
{
    public BinderSyntax Binder { get; } = binder;
    public ImmutableArray<SyntaxNode> Uses { get; } = uses;
    public Scope Scope { get; } = scope;
    public bool IsBeingSought { get; set; }
    public override string Kind => "an index";
}

/// <summary>The index of a definition at one of its uses: the subscript that stands there.</summary>
internal sealed class SubscriptSymbol(string name, BoundInteger value, ExpressionSyntax syntax, Scope scope) : Symbol(name)
{
    public BoundInteger Value { get; } = value;

    /// <summary>What <see cref="Value"/> was bound from: bound again where it holds a bracket, which stands in one place only.</summary>
    public ExpressionSyntax Syntax { get; } = syntax;
    public Scope Scope { get; } = scope;
    public override string Kind => "an index";
}

/// <summary>The argument of a definition at one of its uses: text, and what its names meant where it stands.</summary>
internal sealed class ArgumentSymbol(string name, ExpressionSyntax argument, Scope scope) : Symbol(name)
{
    public ExpressionSyntax Argument { get; } = argument;
    public Scope Scope { get; } = scope;
    public override string Kind => "an argument";
}

/// <param name="scope">Of its place: what its body may use.</param>
/// <param name="axes">Of its indices.</param>
internal sealed class DefinitionSymbol(DefinitionSyntax syntax, Scope scope, ImmutableArray<BoundAxis> axes) : Symbol(syntax.Name.Text)
{
    public DefinitionSyntax Syntax { get; } = syntax;
    public Scope Scope { get; } = scope;
    public ImmutableArray<BoundAxis> Axes { get; } = axes;
    public bool IsUsed { get; set; }

    /// <summary>Its mistakes have been told at its own place.</summary>
    public bool IsBroken { get; set; }
    public override string Kind => "a definition";
}
