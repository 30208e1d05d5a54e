using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Writes the code by which a variable of a function starts with parts in braces, whenever its declaration is come to:
/// what is not said is 0, and a list head an empty list.
/// </summary>
/// <param name="body">The code so far.</param>
internal sealed class LocalParts(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    /// <summary>Writes it.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="parts">What it starts with.</param>
    internal void Fill(Local local, Expression.Initial parts)
    {
        if (local.Place < 0)
        {
            body.Wrong(parts.At, $"{local.Type} has no parts");
            return;
        }

        List<PlacedPart> values = [];
        Gather(new(local.Type, 0, parts, IsNamed: true), values);
        var said = values.SelectMany(part => Enumerable.Range(part.Offset, part.Type.Words)).ToHashSet();
        if (!TryEmpty(local.Place, local.Type, 0, said))
        {
            body.Wrong(parts.At, "what has a lock, a count or a queue does not start with parts in braces here",
                "set up one after the other what it has");
            return;
        }

        foreach (var part in values)
        {
            var value = _expressions.Value(part.Value, part.Type);
            var address = _code.Constant(Pointers.To(local.Place, part.Offset));
            _expressions.Store(new(address, true, part.Type), value, part.Value.At);
        }
    }

    /// <summary>Lists what is not in braces any more, in order.</summary>
    private void Gather(PlacedPart whole, List<PlacedPart> values)
    {
        if (whole.Value is not Expression.Initial initial)
        {
            if (!InitialWords.IsEmpty(whole.Value)) { values.Add(whole); }
            return;
        }

        InitialParts parts = new(body.Unit.Constants, (at, message) => body.Wrong(at, message));
        foreach (var part in parts.Of(whole.Type, initial))
        {
            Look(whole.Type, part);
            Gather(part with { Offset = whole.Offset + part.Offset }, values);
        }
    }

    /// <summary>Where ids go is found by names, before it is known which field is the second.</summary>
    private void Look(RaceType whole, PlacedPart part)
    {
        var isPlain = part.IsNamed || whole is not RaceType.Structure || part.Value is Expression.Initial;
        if (isPlain || InitialWords.IsEmpty(part.Value) || body.Unit.Constants.Of(part.Value) is not null) { return; }
        body.Wrong(part.Value.At, "a part of a structure that is not known beforehand is to be named: .field = value");
    }

    /// <returns>False where there is something that is not just a number.</returns>
    private bool TryEmpty(int place, RaceType type, int offset, HashSet<int> said)
    {
        switch (type)
        {
            case RaceType.Structure { Layout.Name: InitialWords.ListHead }:
                Write(place, offset, Pointers.To(place, offset));
                Write(place, offset + 1, Pointers.To(place, offset));
                return true;
            case RaceType.Structure { Layout.IsUnion: true }:
                var words = Enumerable.Range(offset, type.Words).Where(word => !said.Contains(word));
                foreach (var word in words) { Write(place, word, 0); }
                return true;
            case RaceType.Structure { Layout: var layout }:
                return layout.Names.All(name => layout.TryFind(name, out var field)
                    && TryEmpty(place, field.Type, offset + field.Offset, said));
            case RaceType.Array { Of: var of, Length: var length }:
                return Enumerable.Range(0, length).All(at => TryEmpty(place, of, offset + (at * of.Words), said));
            case RaceType.Number or RaceType.Pointer:
                if (!said.Contains(offset)) { Write(place, offset, 0); }
                return true;
            default: return false;
        }
    }

    private void Write(int place, int offset, long word) =>
        _code.Ask(Access.Write, _code.Constant(Pointers.To(place, offset)), _code.Constant(word));
}
