using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation;

/// <summary>
/// Writes each function and each thread once, all branches of it, and throws the code away: what is wrong where nobody
/// comes by is wrong all the same, and a function that nobody calls is read like any other.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Tells what is wrong in the functions and threads of a file.</summary>
    /// <param name="unit">The file, for this alone; its items are declared.</param>
    internal static void Of(Unit unit, IReadOnlyList<Item> items)
    {
        unit.IsRehearsal = true;
        Endings endings = new(unit.Constants);
        foreach (var function in items.OfType<Item.Function>().Where(one => !unit.Brought.Contains(one.Name)))
        {
            var result = CallCompiler.ResultOf(unit, function);
            Body body = new(unit, ThreadKind.Cpu, 0);
            if (result is RaceType.Structure or RaceType.Sync)
            {
                body.Wrong(function.Result.At, $"'{function.Name}' gives {result} back by value",
                    "give it a pointer to what it is to fill in");
            }

            Frame frame = new(function.Name, result, body.Code.NewRegister(), body.Code.NewLabel())
            {
                Shared = AddressTaken.In(unit, function.Body),
            };
            new CallCompiler(body).Function(function, frame);
            if (result is not RaceType.Nothing && endings.Ends(function.Body))
            {
                body.Wrong(function.At, $"'{function.Name}' gives {result} back, and can end without a return",
                    "return a value wherever it ends, or make it void");
            }
        }

        foreach (var thread in items.OfType<Item.Thread>())
        {
            Body body = new(unit, thread.Kind, 0);
            Frame frame = new(thread.Name, new RaceType.Nothing(), body.Code.NewRegister(), body.Code.NewLabel())
            {
                Shared = AddressTaken.In(unit, thread.Body),
            };
            body.Frames.Add(frame);
            new StatementCompiler(body).Block(thread.Body);
            new CallCompiler(body).CheckLabels(frame);
        }
    }
}
