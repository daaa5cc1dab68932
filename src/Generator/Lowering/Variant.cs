using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>A kernel, or the choice of one by what a call's parameters are.</summary>
internal abstract record Variant(KernelKind Kind)
{
    public abstract IEnumerable<Kernel> Kernels { get; }
}

internal sealed record OneKernel(Kernel Kernel) : Variant(Kernel.Kind)
{
    public override IEnumerable<Kernel> Kernels => [Kernel];
}

/// <param name="Condition">On the loss's numbers and switches, decided before the kernel is entered.</param>
internal sealed record ByParameter(Expression Condition, Variant WhenTrue, Variant WhenFalse) : Variant(WhenTrue.Kind)
{
    public override IEnumerable<Kernel> Kernels => WhenTrue.Kernels.Concat(WhenFalse.Kernels);
}
