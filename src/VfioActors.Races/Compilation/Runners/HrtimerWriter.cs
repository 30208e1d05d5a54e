using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the interrupt that runs the function of a timer of high resolution: __run_hrtimer,
/// kernel/time/hrtimer.c, Linux 6.15. It reads the function when the timer has expired.
/// </summary>
internal static class HrtimerWriter
{
    private const string Function = "function";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        GivenStructure timer = new(body, "hrtimer", "timer");
        var place = timer.Begin(begins, Function);
        timer.WriteRounds(() => timer.Call(timer.Read(Function), Function, place, timer.Argument).Register);
    }
}
