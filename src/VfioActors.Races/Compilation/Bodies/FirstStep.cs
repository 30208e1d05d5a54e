using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// A thread that may do wrong, or come to its end, before it asks anybody for anything takes a step of its own first:
/// what is no step nobody looks at. Room for that step is left where the code begins.
/// </summary>
internal static class FirstStep
{
    /// <summary>How many instructions it takes.</summary>
    internal const int Length = 2;

    /// <summary>Leaves room.</summary>
    internal static void Reserve(CodeBuffer code)
    {
        var address = code.Constant(0);
        var next = code.NewLabel();
        code.Add(Op.Jump, made => made with { A = address, Result = code.NewRegister(), Target = next });
        code.Put(next);
    }

    /// <summary>Uses the room where it is needed; the step reads something that nobody else knows.</summary>
    internal static void Fill(Body body, string thread)
    {
        var code = body.Code;
        if (!IsNeeded(code)) { return; }
        var place = body.Unit.AddObject(new($"start of {thread}", RaceType.Int, ObjectKind.Stack, code[0].Line));
        code.Replace(0, one => one with { Number = Pointers.To(place) });
        code.Replace(1, one => one with { Op = Op.Ask, Number = (long)Access.Read });
    }

    private static bool IsNeeded(CodeBuffer code)
    {
        HashSet<int> met = [];
        Stack<int> open = new([2]);
        while (open.TryPop(out var at))
        {
            if (at >= code.Length) { return true; }
            if (!met.Add(at)) { continue; }
            var one = code[at];
            switch (one.Op)
            {
                case Op.Ask when IsKnown(code, one.A, at): continue;
                case Op.Choose: continue;
                case Op.Jump: open.Push(code.PlaceOf(one.Target)); continue;
                case Op.JumpIfZero: open.Push(code.PlaceOf(one.Target)); break;
                case Op.Const or Op.Move or Op.Narrow or Op.Unary or Op.Offset or Op.Depth: break;
                case Op.Binary when (Operator)one.Number is not (Operator.Divide or Operator.Remainder
                    or Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftIntLeft or Operator.ShiftIntRight
                    or Operator.DivideInt or Operator.RemainderInt or Operator.DivideUnsigned
                    or Operator.RemainderUnsigned or Operator.ShiftRightUnsigned):
                    break;
                default: return true;
            }

            open.Push(at + 1);
        }

        return false;
    }

    /// <summary>Whether a register has an address that is known before the thread runs.</summary>
    internal static bool IsKnown(CodeBuffer code, int register, int before)
    {
        for (var at = before - 1; at >= 0; at--)
        {
            if (code[at].Result != register) { continue; }
            return code[at].Op == Op.Const || (code[at].Op == Op.Offset && IsKnown(code, code[at].A, at));
        }

        return false;
    }
}
