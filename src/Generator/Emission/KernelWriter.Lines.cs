using System.Runtime.CompilerServices;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <content>Lines of which the parts are spelled where they stand, so that they make no strings of their own.</content>
internal sealed partial class KernelWriter
{
    private void Line([InterpolatedStringHandlerArgument("")] Spelled line) => line.End();

    /// <summary>The same, with a brace below; what follows is a step deeper.</summary>
    private void Open([InterpolatedStringHandlerArgument("")] Spelled head)
    {
        head.End();
        _writer.Open(null);
    }

    /// <summary>A value, and a number in what there isn't of the lane.</summary>
    private readonly record struct Kept(Expression Value, Lanes Lanes, double Fill = 0);

    /// <summary>A line that is being written: variables and arrays by their names, expressions in C#.</summary>
    [InterpolatedStringHandler]
    private readonly ref struct Spelled
    {
        private readonly KernelWriter _kernel;

        public Spelled(int literalLength, int formattedCount, KernelWriter kernel)
        {
            _kernel = kernel;
            kernel._writer.Begin();
        }

        public void AppendLiteral(string text) => _kernel._writer.Append(text);

        public void AppendFormatted(string? text) => _kernel._writer.Append(text);

        public void AppendFormatted(Variable variable) => _kernel._writer.Append(_kernel.Name(variable));

        public void AppendFormatted(KernelArray array) => _kernel._writer.Append(_kernel.Array(array));

        public void AppendFormatted(Expression expression) => _kernel.Spell(expression, 0);

        public void AppendFormatted(Kept kept)
        {
            _kernel._writer.Append(kept.Lanes.KeepHead);
            _kernel.Spell(kept.Value, 0);
            kept.Lanes.AppendKeepEnd(_kernel._writer, kept.Fill);
        }

        public void End() => _kernel._writer.End();
    }
}
