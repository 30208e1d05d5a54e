using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the interrupt that runs an irq_work: irq_work_single, kernel/irq_work.c, Linux 6.12. What it
/// calls is read when it runs.
/// </summary>
internal static class IrqWorkWriter
{
    private const string Function = "func";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        GivenStructure work = new(body, "irq_work", "work");
        var place = work.Begin(begins, Function);
        work.WriteRounds(() =>
        {
            work.CallBrought("__irq_work_begin", place);
            work.Call(work.Read(Function), Function, place, work.Argument);
            work.CallBrought("__irq_work_end", place);
            return body.Code.Constant(0);
        });
    }
}
