using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

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
        Gather(new(local.Type, 0, parts, IsNamed: true), values, local);
        var said = values.SelectMany(part => Enumerable.Range(part.Offset, part.Type.Words)).ToHashSet();
        if (!IsPlain(local.Type, parts)) { return; }
        Empty(local.Place, local.Type, 0, said);
        foreach (var part in values)
        {
            var value = _expressions.Value(part.Value, part.Type);
            var address = _code.Constant(Pointers.To(local.Place, part.Offset));
            _expressions.Store(new(address, true, part.Type), value, part.Value.At);
        }
    }

    /// <summary>The value of a compound literal: a number or a pointer needs no variable for it.</summary>
    internal Operand Value(Expression.Compound literal)
    {
        var type = body.Unit.Types.Of(literal.Of);
        if (type is not (RaceType.Number or RaceType.Pointer))
        {
            return new MemoryCompiler(body).Load(Made(literal), literal.At);
        }

        return Words(type, literal.Parts) is [var one] ? new(one, type) : new(_code.Constant(0), RaceType.Wrong);
    }

    /// <summary>The variable without a name that a compound literal is, once it is written.</summary>
    internal Spot Made(Expression.Compound literal)
    {
        var type = body.Unit.Types.Of(literal.Of);
        var place = body.Unit.AddObject(
            new($"({type}){{}}", type, ObjectKind.Stack, body.Unit.Source.LineOf(literal.At.Start)));
        Spot spot = new(_code.Constant(Pointers.To(place)), true, type);
        body.BeginLife(place, literal.At);
        Write(spot, literal.Parts, literal.At);
        return spot;
    }

    /// <summary>
    /// Writes a compound literal where it goes: all of its values are known before the first word is written.
    /// </summary>
    internal void Write(Spot spot, Expression.Initial parts, Place at)
    {
        var words = Words(spot.Type, parts);
        body.At(at);
        for (var word = 0; word < Math.Min(spot.Type.Words, words.Length); word++)
        {
            var offset = word;
            var target = _code.Compute(Op.Offset, made => made with { A = spot.Register, Number = offset });
            _code.Ask(Access.Write, target, words[word]);
        }
    }

    /// <summary>The registers of the words of what is in braces; none where something is wrong.</summary>
    private int[] Words(RaceType type, Expression.Initial parts)
    {
        List<PlacedPart> values = [];
        if (type is RaceType.Structure or RaceType.Array)
        {
            Gather(new(type, 0, parts, IsNamed: true), values, null);
        }
        else if (parts.Parts is [{ Way.Count: 0, Value: not Expression.Initial } one])
        {
            values.Add(new(type, 0, one.Value, IsNamed: true));
        }
        else { body.Wrong(parts.At, $"{type} has one value"); }

        var heads = values.Select(HeadOf).ToList();
        var empties = SyntaxWalk.Expressions(parts).OfType<Expression.Call>().Where(InitialWords.IsEmpty);
        if (empties.FirstOrDefault(call => !heads.Contains(call)) is { } empty)
        {
            body.Wrong(empty.At, "this is for a variable that has a name",
                "INIT_LIST_HEAD() and the like set up what is there already");
        }

        if (!IsPlain(type, parts)) { return []; }
        var words = new int[Math.Max(1, type.Words)];
        Array.Fill(words, _code.Constant(0));
        foreach (var part in values) { Read(part, words); }
        return words;
    }

    /// <summary>Reads the words of a part: what is written to meanwhile does not change them.</summary>
    private void Read(PlacedPart part, int[] words)
    {
        if (HeadOf(part) is { } head)
        {
            var itself = _expressions.Address(head.Arguments[0]);
            _expressions.Check(new RaceType.Pointer(part.Type), itself, head.At);
            (words[part.Offset], words[part.Offset + 1]) = (itself.Register, itself.Register);
            return;
        }

        var value = _expressions.Value(part.Value, part.Type);
        var register = value.Register;
        _expressions.Check(part.Type, value, part.Value.At);
        switch (part.Type)
        {
            case RaceType.Structure when value.Type == part.Type:
                for (var word = 0; word < part.Type.Words; word++)
                {
                    var offset = word;
                    var source = _code.Compute(Op.Offset, made => made with { A = register, Number = offset });
                    words[part.Offset + word] = _code.Ask(Access.Read, source);
                }

                break;
            case RaceType.Number number:
                words[part.Offset] = _code.Compute(Op.Narrow, made => made with { A = register, Number = number.Bits });
                break;
            case RaceType.Pointer:
                words[part.Offset] = _code.NewRegister();
                _code.Move(words[part.Offset], register);
                break;
            default:
                body.Wrong(part.Value.At, $"{part.Type} cannot be assigned to");
                break;
        }
    }

    /// <summary>
    /// The LIST_HEAD_INIT(name) that a list head is: both of its links lead to what is named. include/linux/list.h,
    /// Linux 6.12.
    /// </summary>
    private static Expression.Call? HeadOf(PlacedPart part) =>
        part.Type is RaceType.Structure { Layout.Name: InitialWords.ListHead }
        && part.Value is Expression.Call { Function.Value: InitialWords.HeadName, Arguments.Count: 1 } call
            ? call
            : null;

    /// <summary>A list head that begins by its own name is empty, and by no other name here.</summary>
    internal void CheckHead(Local local, int offset, Expression value)
    {
        if (value is not Expression.Call { Function.Value: InitialWords.HeadName } head) { return; }
        if (head.Arguments is [var named] && PlaceOf(named) is var (place, type, at)
            && place == local.Place && at == offset
            && type is RaceType.Structure { Layout.Name: InitialWords.ListHead })
        {
            return;
        }

        body.Wrong(value.At, "a list head of a function begins as its own empty list",
            "what is to be on another list is put there with list_add()");
    }

    /// <summary>The word of a variable of the function that is named; null where none is.</summary>
    private (int Place, RaceType Type, int At)? PlaceOf(Expression named)
    {
        switch (named)
        {
            case Expression.Name name when body.Find(name.Value) is { Place: >= 0 } found:
                return (found.Place, found.Type, 0);
            case Expression.Member { ByPointer: false } member
                when PlaceOf(member.Whole) is (var place, RaceType.Structure { Layout: var layout }, var at)
                    && layout.TryFind(member.Field.Value, out var field):
                return (place, field.Type, at + field.Offset);
            case Expression.Index index
                when PlaceOf(index.Array) is (var row, RaceType.Array all, var start)
                    && body.Unit.Constants.Of(index.At0) is { } number && number >= 0 && number < all.Length:
                return (row, all.Of, start + ((int)number * all.Of.Words));
            default: return null;
        }
    }

    /// <summary>Lists what is not in braces any more, in order; of a variable not what is empty anyway.</summary>
    /// <param name="local">The variable; null for a literal.</param>
    private void Gather(PlacedPart whole, List<PlacedPart> values, Local? local)
    {
        if (whole.Value is Expression.Compound literal && whole.Type is RaceType.Structure
            && body.Unit.Types.Of(literal.Of) == whole.Type)
        {
            whole = whole with { Value = literal.Parts };
        }

        if (whole.Value is not Expression.Initial initial)
        {
            if (local is null || !InitialWords.IsEmpty(whole.Value, whole.Type)) { values.Add(whole); }
            else { CheckHead(local, whole.Offset, whole.Value); }
            return;
        }

        InitialParts parts = new(body.Unit.Constants, (at, message) => body.Wrong(at, message));
        foreach (var part in parts.Of(whole.Type, initial))
        {
            Look(whole.Type, part);
            Gather(part with { Offset = whole.Offset + part.Offset }, values, local);
        }
    }

    /// <summary>Where ids go is found by names, before it is known which field is the second.</summary>
    private void Look(RaceType whole, PlacedPart part)
    {
        var isPlain = part.IsNamed || whole is not RaceType.Structure || part.Value is Expression.Initial;
        if (isPlain || InitialWords.IsEmpty(part.Value) || body.Unit.Constants.Of(part.Value) is not null) { return; }
        body.Wrong(part.Value.At, "a part of a structure that is not known beforehand is to be named: .field = value");
    }

    /// <summary>Whether there is nothing that is not just a number; a complaint if there is.</summary>
    private bool IsPlain(RaceType type, Expression.Initial parts)
    {
        if (IsPlain(type)) { return true; }
        var what = HasBitFields(type) ? "bit fields" : "a lock, a count or a queue";
        body.Wrong(parts.At, $"what has {what} does not start with parts in braces here",
            "set up one after the other what it has");
        return false;
    }

    private static bool HasBitFields(RaceType type) => type switch
    {
        RaceType.Structure { Layout: var layout } => layout.Names.Any(name =>
            layout.TryFind(name, out var field) && HasBitFields(field.Type)),
        RaceType.Array { Of: var of } => HasBitFields(of),
        _ => type is RaceType.BitField,
    };

    private static bool IsPlain(RaceType type) => type switch
    {
        RaceType.Structure { Layout: var layout } => layout.Names.All(name =>
            layout.TryFind(name, out var field) && IsPlain(field.Type)),
        RaceType.Array { Of: var of } => IsPlain(of),
        _ => type is RaceType.Number or RaceType.Pointer or RaceType.Unknown,
    };

    private void Empty(int place, RaceType type, int offset, HashSet<int> said)
    {
        switch (type)
        {
            case RaceType.Structure { Layout.Name: InitialWords.ListHead }:
                Write(place, offset, Pointers.To(place, offset));
                Write(place, offset + 1, Pointers.To(place, offset));
                break;
            case RaceType.Structure { Layout.IsUnion: true }:
                var words = Enumerable.Range(offset, type.Words).Where(word => !said.Contains(word));
                foreach (var word in words) { Write(place, word, 0); }
                break;
            case RaceType.Structure { Layout: var layout }:
                foreach (var name in layout.Names)
                {
                    _ = layout.TryFind(name, out var field);
                    Empty(place, field.Type, offset + field.Offset, said);
                }

                break;
            case RaceType.Array { Of: var of, Length: var length }:
                for (var at = 0; at < length; at++) { Empty(place, of, offset + (at * of.Words), said); }
                break;
            default:
                if (!said.Contains(offset)) { Write(place, offset, 0); }
                break;
        }
    }

    private void Write(int place, int offset, long word) =>
        _code.Ask(Access.Write, _code.Constant(Pointers.To(place, offset)), _code.Constant(word));
}
