using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Writes the code of expressions. What is wrong is said, and some value given, so that more can be said.
/// </summary>
/// <param name="body">The code so far.</param>
internal sealed class ExpressionCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly MemoryCompiler _memory = new(body);
    private readonly ArithmeticCompiler _arithmetic = new(body);

    /// <summary>The value of an expression that must have one.</summary>
    /// <param name="wanted">What the value is for; an allocation must know.</param>
    internal Operand Value(Expression expression, RaceType? wanted = null)
    {
        var value = Effect(expression, wanted);
        if (value.Type is not RaceType.Nothing) { return value; }
        var name = expression is Expression.Call call ? $"'{call.Function.Value}'"
            : expression is Expression.PointerCall ? "this call" : "this";
        body.Wrong(expression.At, $"{name} gives nothing back, and a value is needed here");
        return value with { Type = RaceType.Wrong };
    }

    /// <summary>What an expression does; its value when it has one.</summary>
    /// <param name="wanted">What the value is for; an allocation must know.</param>
    internal Operand Effect(Expression expression, RaceType? wanted = null)
    {
        body.At(expression.At);
        if (_code.IsFull) { return new(_code.NewRegister(), RaceType.Int); }
        switch (expression)
        {
            case Expression.Number number:
                return new(_code.Constant(number.Value), new RaceType.Number(number.Bits), number.Value == 0);
            case Expression.Text: return new(_code.Constant(Pointers.SomeText), RaceType.Text);
            case Expression.Name name: return Named(name, wanted);
            case Expression.Unary unary: return Unary(unary);
            case Expression.Count count: return Count(count);
            case Expression.Binary binary: return Binary(binary);
            case Expression.Assign assign: return Assign(assign);
            case Expression.Conditional choice: return Choice(choice, wanted);
            case Expression.Call call: return new CallCompiler(body).Value(call, wanted);
            case Expression.PointerCall call: return new PointerCalls(body).Value(call);
            case Expression.Cast cast: return new CastCompiler(body).Value(cast);
            case Expression.Statements inner: return new StatementExpressions(body).Value(inner, wanted);
            case Expression.Compound literal: return new LocalParts(body).Value(literal);
            case Expression.Index or Expression.Member: return _memory.Load(SpotOf(expression), expression.At);
            case Expression.Size:
                body.Wrong(expression.At, "sizes have no value here: sizeof stands in an allocation alone");
                return new(_code.Constant(0), RaceType.Wrong);
            default:
                body.Wrong(expression.At, "expected a value");
                return new(_code.Constant(0), RaceType.Wrong);
        }
    }

    /// <summary>Where the value of an expression is kept.</summary>
    internal Spot SpotOf(Expression expression)
    {
        body.At(expression.At);
        switch (expression)
        {
            case Expression.Name name when FindSpot(name) is { } known: return known;
            case Expression.Unary { Operator: "*" } star: return Pointed(star.Operand);
            case Expression.Index index: return Element(index);
            case Expression.Member member: return Field(member);
            case Expression.Compound literal: return new LocalParts(body).Made(literal);
            case Expression.Name name:
                if (body.Unit.Constants.Defined(name.Value) is { } defined) { return SpotOf(defined); }
                Unknown(name);
                break;
            default:
                body.Wrong(expression.At, "expected a variable, a field or an element");
                break;
        }

        return new(_code.NewRegister(), false, RaceType.Wrong);
    }

    /// <summary>The variable, field or element that an expression is, and where it is; null when it is none.</summary>
    internal Spot? FindSpot(Expression expression) => expression switch
    {
        Expression.Name name => FindSpot(name),
        Expression.Member or Expression.Index => SpotOf(expression),
        _ => null,
    };

    /// <summary>The address of where a value is kept.</summary>
    internal Operand Address(Expression expression)
    {
        var spot = SpotOf(expression);
        var isApart = spot.IsMemory && spot.Type is not RaceType.BitField;
        if (!isApart && (expression is not Expression.Name || spot.Type != RaceType.Wrong))
        {
            body.Wrong(expression.At, "this has no address");
        }

        if (expression is Expression.Index && _code.Length > 0 && _code[_code.Length - 1].Op == Op.Element)
        {
            // C11 6.5.6: the address one past the end may be taken, and not followed.
            var last = _code.Length - 1;
            _code.Replace(last, one => one with { Limit = Math.Min(one.Limit + 1, Pointers.UnknownLength) });
        }

        return new(spot.Register, new RaceType.Pointer(spot.Type));
    }

    /// <summary>Keeps the value of an expression: that of a compound literal is written right there.</summary>
    internal Operand Keep(Spot spot, Expression expression, Place place)
    {
        if (spot.Type is RaceType.Structure && expression is Expression.Compound literal
            && body.Unit.Types.Of(literal.Of) == spot.Type)
        {
            new LocalParts(body).Write(spot, literal.Parts, place);
            return new(spot.Register, spot.Type);
        }

        var value = Value(expression, spot.Type);
        Store(spot, value, place);
        return value;
    }

    /// <summary>Says when a value is none of a type.</summary>
    internal void Check(RaceType to, Operand value, Place place) => _memory.Check(to, value, place);

    /// <summary>Keeps a value somewhere.</summary>
    internal void Store(Spot spot, Operand value, Place place) => _memory.Store(spot, value, place);

    private Operand Named(Expression.Name name, RaceType? wanted)
    {
        if (FindSpot(name) is { } spot) { return _memory.Load(spot, name.At); }
        if (name.Value == BuiltinNames.Time && !body.Unit.Constants.IsNamed(name.Value)) { return Time(name); }
        if (name.Value == BuiltinNames.Current && body.Thread >= 0)
        {
            if (body.Kind is ThreadKind.Irq or ThreadKind.Softirq or ThreadKind.Hrtimer)
            {
                body.Wrong(name.At, "'current' is here whatever was interrupted, which is not modelled");
            }

            return new(_code.Constant(Pointers.To(body.Unit.TaskOf(body.Thread))),
                new RaceType.Pointer(new RaceType.Sync(SyncKind.Task)));
        }

        if (body.Unit.KeepsQueues && BuiltinNames.SystemQueues.Contains(name.Value))
        {
            return new(_code.Constant(Pointers.To(body.Unit.SystemQueue(name.Value))), RaceType.AnyPointer);
        }

        if (body.Unit.Constants.Known(name) is var (value, bits))
        {
            var type = BuiltinNames.Pointers.Contains(name.Value) ? RaceType.AnyPointer : new RaceType.Number(bits);
            return new(_code.Constant(value), type, value == 0);
        }

        if (body.Unit.Constants.Defined(name.Value) is { } defined) { return Value(defined, wanted); }
        var isBrought = body.Unit.Brought.Contains(name.Value) || body.Unit.Primitives.Names.Contains(name.Value);
        if (isBrought && !body.Unit.Symbols.IsOwn(name.Value, body.Unit.Brought))
        {
            body.Wrong(name.At, $"'{name.Value}' is no function of the file, and nothing points to it",
                "a function that calls it can be pointed to");
            return new(_code.Constant(0), RaceType.Wrong);
        }

        if (body.Unit.Symbols.Functions.ContainsKey(name.Value))
        {
            var function = body.Unit.Symbols.PointTo(name.Value);
            return new(_code.Constant(Pointers.ToFunction(function)),
                new RaceType.Pointer(body.Unit.Types.Of(body.Unit.Symbols.Functions[name.Value])));
        }

        Unknown(name);
        return new(_code.Constant(0), RaceType.Wrong);
    }

    /// <summary>Time is not kept: it is early, or so late that all that was to come is over.</summary>
    private Operand Time(Expression.Name name)
    {
        RaceType type = new RaceType.Number(64);
        if (body.IsTimeIdle) { return new(_code.Constant(0), type); }
        if (body.Thread < 0) { body.Wrong(name.At, "a claim cannot look at the time, which is not kept"); }
        var isLate = _code.Compute(Op.Choose, made => made with { Number = 2, Text = $"{name.Value}: late" });
        return new(_code.Binary(Operator.ShiftLeft, isLate, _code.Constant(BuiltinNames.LateShift)), type);
    }

    private void Unknown(Expression.Name name) =>
        body.Wrong(name.At, $"there is no '{name.Value}' here", Nearness.Hint(name.Value, body.Names));

    private Spot? FindSpot(Expression.Name name)
    {
        if (body.Find(name.Value) is { } local)
        {
            return local.Register >= 0
                ? new(local.Register, false, local.Type) { MayBeUnset = local.MayBeUnset }
                : new(_code.Constant(Pointers.To(local.Place)), true, local.Type);
        }

        var place = body.Unit.Symbols.FindVariable(name.Value);
        return place < 0
            ? null
            : new(_code.Constant(Pointers.To(place)), true, body.Unit.Symbols.Objects[place].Type);
    }

    private Spot Pointed(Expression pointer)
    {
        var value = Value(pointer);
        if (value.Type is RaceType.Pointer { To: not RaceType.Nothing } typed)
        {
            return new(value.Register, true, typed.To);
        }

        if (value.Type != RaceType.Wrong) { body.Wrong(pointer.At, $"expected a pointer, this is {value.Type}"); }
        return new(value.Register, false, RaceType.Wrong);
    }

    private Spot Element(Expression.Index index)
    {
        var spot = FindSpot(index.Array);
        var array = spot is { } known ? _memory.Load(known, index.Array.At) : Value(index.Array);
        var at = Value(index.At0);
        body.At(index.At);
        body.Use(index.At0, at.Register);
        if (array.Type is not RaceType.Pointer { To: not (RaceType.Nothing or RaceType.Function) } row)
        {
            if (array.Type != RaceType.Wrong)
            {
                body.Wrong(index.Array.At, $"expected an array, this is {array.Type}");
            }

            return new(array.Register, false, RaceType.Wrong);
        }

        var register = _code.Compute(Op.Element, made => made with
        {
            A = array.Register,
            B = at.Register,
            Number = row.To.Words,
            Limit = _memory.LengthOf(spot?.Type, array.Register),
        });
        return new(register, true, row.To);
    }

    private Spot Field(Expression.Member member)
    {
        var whole = member.ByPointer ? Pointed(member.Whole) : SpotOf(member.Whole);
        body.At(member.At);
        if (whole.Type is not RaceType.Structure { Layout: var layout })
        {
            var hint = !member.ByPointer && whole.Type is RaceType.Pointer { To: RaceType.Structure }
                ? "a pointer takes '->'" : null;
            body.Unit.NeedsQueueLocks |= member.Field.Value == "lock"
                && whole.Type is RaceType.Sync { Kind: SyncKind.WaitQueue };
            if (whole.Type != RaceType.Wrong) { body.Wrong(member.Field.At, $"{whole.Type} has no fields", hint); }
            return whole with { Type = RaceType.Wrong };
        }

        if (!layout.TryFind(member.Field.Value, out var field))
        {
            body.Wrong(
                member.Field.At,
                $"struct {layout.Name} has no field '{member.Field.Value}'",
                Nearness.Hint(member.Field.Value, layout.Names));
            return new(whole.Register, true, RaceType.Wrong);
        }

        var register = field.Offset == 0
            ? whole.Register
            : _code.Compute(Op.Offset, made => made with { A = whole.Register, Number = field.Offset });
        return new(register, true, field.Type);
    }

    private Operand Unary(Expression.Unary unary)
    {
        if (unary.Operator == "&" && unary.Operand is Expression.Name name && FindSpot(name) is null)
        {
            return body.Unit.Constants.Defined(name.Value) is { } to && FindSpot(to) is not { IsMemory: false }
                ? Unary(unary with { Operand = to })
                : Named(name, null);
        }

        if (unary.Operator == "&") { return Address(unary.Operand); }
        if (unary.Operator == "*") { return _memory.Load(Pointed(unary.Operand), unary.At); }
        return _arithmetic.Before(unary.Operator, Value(unary.Operand), unary.At);
    }

    /// <summary>Counting is a read and a write: C promises no more.</summary>
    private Operand Count(Expression.Count count)
    {
        var spot = SpotOf(count.Target);
        var loaded = _memory.Load(spot, count.At);
        var before = _code.NewRegister();
        _code.Move(before, loaded.Register);
        var one = new Operand(_code.Constant(1), RaceType.Int);
        var after = _arithmetic.Between(count.By > 0 ? "+" : "-", loaded with { Register = before }, one, count.At);
        body.At(count.At);
        Store(spot, after, count.At);
        return count.IsPrefix ? _arithmetic.Kept(after, spot) : new(before, loaded.Type);
    }

    private Operand Binary(Expression.Binary binary)
    {
        if (binary.Operator is "&&" or "||") { return Logic(binary); }
        if (binary.Operator == ",")
        {
            Effect(binary.Left);
            return Effect(binary.Right);
        }

        var left = Value(binary.Left);
        var right = Value(binary.Right);
        body.At(binary.At);
        body.Use(binary.Right, right.Register);
        return _arithmetic.Between(binary.Operator, left, right, binary.At);
    }

    private Operand Logic(Expression.Binary binary)
    {
        var isAnd = binary.Operator == "&&";
        var result = _code.NewRegister();
        var end = _code.NewLabel();
        _code.Set(result, isAnd ? 0 : 1);
        Leave(Value(binary.Left).Register);
        Leave(Value(binary.Right).Register);
        _code.Set(result, isAnd ? 1 : 0);
        _code.Put(end);
        return new(result, RaceType.Int);

        void Leave(int value) =>
            _code.JumpIfZero(isAnd ? value : _code.Unary(Operator.Not, value), end);
    }

    private Operand Choice(Expression.Conditional choice, RaceType? wanted)
    {
        var result = _code.NewRegister();
        var (other, end) = (_code.NewLabel(), _code.NewLabel());
        var condition = Value(choice.If, choice.Then is null ? wanted : null);
        _code.JumpIfZero(condition.Register, other);
        var then = choice.Then is null ? condition : Value(choice.Then, wanted);
        _code.Move(result, then.Register);
        _code.Jump(end);
        _code.Put(other);
        var otherwise = Value(choice.Else, wanted);
        _code.Move(result, otherwise.Register);
        _code.Put(end);
        var isPointer = then.Type is RaceType.Pointer && !(then.IsNull && otherwise.Type is RaceType.Pointer);
        var type = isPointer ? then.Type : Met(then.Type, otherwise.Type);
        var isMixed = type is RaceType.Number && then.Type != otherwise.Type;
        Operand met = new(result, type, then.IsNull && otherwise.IsNull);
        return isMixed ? _arithmetic.Kept(met, type) : met;
    }

    private static RaceType Met(RaceType one, RaceType other) => (one, other) switch
    {
        (RaceType.Number left, RaceType.Number right) => new RaceType.Number(Integers.Common(left.Bits, right.Bits)),
        _ => other,
    };

    private Operand Assign(Expression.Assign assign)
    {
        var spot = SpotOf(assign.Target);
        if (assign is { Operator: "", Value: Expression.Compound }) { return Keep(spot, assign.Value, assign.At); }
        var isIdle = body.IsTimeIdle;
        body.IsTimeIdle |= assign.Target is Expression.Member { Field.Value: "expires" };
        var value = Value(assign.Value, spot.Type);
        body.IsTimeIdle = isIdle;
        body.At(assign.At);
        if (assign.Operator.Length > 0)
        {
            var before = _memory.Load(spot, assign.Target.At);
            value = _arithmetic.Between(assign.Operator, before, value, assign.At);
        }

        Store(spot, value, assign.At);
        return _arithmetic.Kept(value, spot);
    }
}
