namespace LineOcr;

/// <summary>One step on the way from the pixels of a line to the scores of its frames.</summary>
internal interface ILayer
{
    /// <summary>The numbers to be learnt.</summary>
    int ParameterCount => 0;

    /// <summary>The shape of what it makes of a map.</summary>
    MapShape Shape(MapShape input);

    /// <summary>Draws the parameters to start with.</summary>
    void Initialise(Span<float> parameters, Random random)
    {
    }

    /// <summary>Takes over parameters; what it reads until the next time.</summary>
    void Load(ReadOnlySpan<float> parameters)
    {
    }

    /// <summary>Fills the values of the output from those of the input.</summary>
    /// <param name="input">Isn't changed.</param>
    /// <param name="output">All of it is written but the margin, which stays zero.</param>
    /// <param name="random">Where training takes its chances; null when reading.</param>
    void Forward(FeatureMap input, FeatureMap output, Random? random);

    /// <summary>
    /// Fills the gradient of the input from that of the output (which may change) and adds the line's share to that of the
    /// parameters.
    /// </summary>
    void Backward(FeatureMap input, FeatureMap output, Span<float> gradParameters);
}
