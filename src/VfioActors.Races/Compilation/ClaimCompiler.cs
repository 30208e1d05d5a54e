using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation;

/// <summary>Writes the code of claims: they only read.</summary>
/// <param name="unit">The file.</param>
internal sealed class ClaimCompiler(Unit unit)
{
    /// <summary>Notes which functions exclude each other, before calls of them are written.</summary>
    internal void Exclude(IEnumerable<Item> items)
    {
        foreach (var claim in items.OfType<Item.Claim>().Where(one => one.Call.Function.Value == "never_both"))
        {
            if (claim.Call.Arguments is not [Expression.Name one, Expression.Name other])
            {
                unit.Symbols.Problems.Add(claim.Call.At, "never_both takes the names of two functions");
                continue;
            }

            if (!IsFunction(one) || !IsFunction(other)) { continue; }
            var place = unit.AddObject(new(
                Exclusion.NameOf(one.Value, other.Value),
                new RaceType.Array(new RaceType.Number(-64), 2),
                ObjectKind.Exclusion,
                unit.Source.LineOf(claim.At.Start)));
            Add(one.Value, (place, 0, one.Value == other.Value ? 0 : 1));
            if (one.Value != other.Value) { Add(other.Value, (place, 1, 0)); }
        }
    }

    /// <summary>Once all calls are written: whether each function that excludes another is called at all.</summary>
    internal void CheckExclusions(IEnumerable<Item> items)
    {
        foreach (var claim in items.OfType<Item.Claim>().Where(one => one.Call.Function.Value == "never_both"))
        {
            foreach (var name in claim.Call.Arguments.OfType<Expression.Name>())
            {
                if (unit.Called.Contains(name.Value)) { continue; }
                unit.Symbols.Problems.Add(name.At, $"no thread calls '{name.Value}': the claim says nothing");
            }
        }
    }

    /// <summary>The claims over shared memory.</summary>
    internal IReadOnlyList<ClaimPlan> All(IEnumerable<Item> items) =>
    [
        .. items.OfType<Item.Claim>().Where(one => one.Call.Function.Value != "never_both").Select(Claim),
    ];

    private void Add(string function, (int Object, int Own, int Other) exclusion)
    {
        if (!unit.Exclusions.TryGetValue(function, out var all)) { unit.Exclusions[function] = all = []; }
        all.Add(exclusion);
    }

    private bool IsFunction(Expression.Name name)
    {
        if (unit.Symbols.Functions.ContainsKey(name.Value)) { return true; }
        unit.Symbols.Problems.Add(
            name.At,
            $"there is no function '{name.Value}'",
            Nearness.Hint(name.Value, unit.Symbols.Functions.Keys.Except(unit.Brought)));
        return false;
    }

    private ClaimPlan Claim(Item.Claim claim)
    {
        Body body = new(unit, ThreadKind.Cpu, -1);
        var call = claim.Call;
        if (call.Arguments.Count != 1)
        {
            unit.Symbols.Problems.Add(call.At, $"{call.Function.Value} takes one condition");
        }

        var value = new ExpressionCompiler(body).Value(call.Arguments[0]);
        body.Code.Add(Op.Halt);
        if (body.Code.IsFull)
        {
            unit.Symbols.Problems.Add(call.At, $"a claim has more than {CodeBuffer.LengthMax} instructions");
        }

        var code = body.Code.Finish();
        if (code.All(one => one.Op != Op.Ask) && unit.Symbols.Problems.IsEmpty)
        {
            unit.Symbols.Problems.Add(call.At, "this claim looks at no shared variable",
                "it says the same in every order");
        }

        if (code.Any(Changes))
        {
            unit.Symbols.Problems.Add(call.At, "a claim only reads", "it is looked at, and takes no part");
        }

        return new(call.Function.Value, unit.Source.LineOf(claim.At.Start),
            unit.Source.Text.Substring(call.At.Start, call.At.Length))
        {
            Code = code,
            Registers = body.Code.Registers,
            Value = value.Register,
            Objects = [.. Enumerable.Range(0, unit.Symbols.Objects.Count)],
        };
    }

    private static bool Changes(Instruction one) => one.Op switch
    {
        Op.Ask => one.Access is not (Access.Read or Access.IsSet or Access.XaLoad or Access.IdaHas),
        Op.Choose or Op.Allocate or Op.Spawn or Op.Idle or Op.Release or Op.MaySleep or Op.Depth => true,
        _ => false,
    };
}
