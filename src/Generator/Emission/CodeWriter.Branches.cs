namespace LossGen.Generator.Emission;

/// <content>Bodies that have braces only where they need them.</content>
internal sealed partial class CodeWriter
{
    /// <summary>Of the branches that are being written, where each body begins and ends.</summary>
    private readonly List<(int Start, int End)> _bodies = [];

    /// <summary>What stands under if, else if and else, or under the head of a loop: a body behind each head that is written.</summary>
    /// <param name="hasBraces">Whether it has braces in any case: a declaration may not stand alone.</param>
    public Branches OpenBranches(bool hasBraces = false) => new(this, hasBraces);

    private bool HasSeveralLines((int Start, int End) body)
    {
        int firstEnd = Array.IndexOf(_text, '\n', body.Start, body.End - body.Start);
        return firstEnd >= 0 && firstEnd < body.End - 1;
    }

    private void InsertLine(int place, char only)
    {
        int indent = 4 * _depth, added = indent + 2;
        Reserve(added);
        _text.AsSpan(place, _length - place).CopyTo(_text.AsSpan(place + added));
        _text.AsSpan(place, indent).Fill(' ');
        _text[place + indent] = only;
        _text[place + indent + 1] = '\n';
        _length += added;
    }

    /// <summary>Branches that are being written, with braces where a body has more than a line.</summary>
    public readonly struct Branches
    {
        private readonly CodeWriter _writer;
        private readonly bool _hasBraces;

        /// <summary>Those of branches around these come before.</summary>
        private readonly int _first;

        public Branches(CodeWriter writer, bool hasBraces) => (_writer, _hasBraces, _first) = (writer, hasBraces, writer._bodies.Count);

        /// <summary>Writes a head, and begins its body.</summary>
        /// <param name="head">null where it has been written.</param>
        public void Open(string? head = null)
        {
            if (head is not null)
                _writer.Line(head);
            if (_hasBraces)
                _writer.Line("{");
            _writer._bodies.Add((_writer._length, 0));
            _writer._depth++;
        }

        public void Close()
        {
            _writer._depth--;
            int last = _writer._bodies.Count - 1;
            _writer._bodies[last] = (_writer._bodies[last].Start, _writer._length);
            if (_hasBraces)
                _writer.Line("}");
        }

        /// <summary>Gives all of them braces, where it is known only now that one needs them.</summary>
        public void End()
        {
            var bodies = _writer._bodies;
            bool areMissing = !_hasBraces && bodies.FindIndex(_first, _writer.HasSeveralLines) >= 0;

            // From the end on, so that what is still to come stays where it is.
            for (int i = bodies.Count - 1; areMissing && i >= _first; i--)
            {
                _writer.InsertLine(bodies[i].End, '}');
                _writer.InsertLine(bodies[i].Start, '{');
            }

            bodies.RemoveRange(_first, bodies.Count - _first);
        }
    }
}
