using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the softirq that runs a tasklet: tasklet_action_common, kernel/softirq.c, Linux 6.12. What it
/// calls is read when it runs.
/// </summary>
internal static class TaskletWriter
{
    private const string Callback = "callback", Function = "func";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        GivenStructure tasklet = new(body, "tasklet_struct", "tasklet");
        var place = tasklet.Begin(begins, Callback, Function);
        tasklet.WriteRounds(() =>
        {
            var (code, old, done) = (body.Code, body.Code.NewLabel(), body.Code.NewLabel());
            tasklet.CallBrought("__tasklet_begin", place);
            var callback = tasklet.Read(Callback);
            code.JumpIfZero(callback.Register, old);
            tasklet.Call(callback, Callback, place, tasklet.Argument);
            code.Jump(done);
            code.Put(old);
            tasklet.Call(tasklet.Read(Function), Function, place, tasklet.Read("data"));
            code.Put(done);
            tasklet.CallBrought("__tasklet_end", place);
            return code.Constant(0);
        });
    }
}
