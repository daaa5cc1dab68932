using System.Diagnostics.CodeAnalysis;

namespace LossGen;

/// <summary>
/// Declares the partial class it stands on to be a loss: value and exact derivatives of <see cref="Formula"/> are generated
/// into the class at compile time.
/// </summary>
/// <remarks>
/// <para>The formula is for one sample; batches, reductions and layouts are the generated members' business. The class's
/// primary-constructor parameters are the formula's parameters. Several attributes on one class are overloads of the same
/// members.</para>
/// <para>A formula that cannot be compiled is an error of the build, at the very character.</para>
/// </remarks>
/// <param name="formula">The loss of one sample, e.g. <c>"log(1 + exp(-y*x))"</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LossAttribute([StringSyntax("LossFormula")] string formula) : Attribute
{
    /// <summary>The loss of one sample.</summary>
    public string Formula { get; } = formula;

    /// <summary>
    /// The arrays of a call in the order of its arguments, with their axes and domains, and the axes and domains of
    /// parameters, comma separated, e.g. <c>"x[C], y in C, weight[C] = 1"</c>; <see langword="null"/> where they can be
    /// inferred from the formula.
    /// </summary>
    [StringSyntax("LossInputs")]
    public string? Inputs { get; set; }
}
