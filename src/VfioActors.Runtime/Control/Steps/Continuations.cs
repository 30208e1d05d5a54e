using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Looks into what goes on behind an await: in whose name it goes on, and whether it is Akka.NET's own machinery, which
/// nobody can see. .NET and Akka.NET keep both to themselves.
/// </summary>
internal static class Continuations
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo? ActionOf = typeof(Task).GetField("m_action", Any);
    private static readonly PropertyInfo? FlowOfTask = typeof(Task).GetProperty("CapturedContext", Any);
    private static readonly FieldInfo? StateOf = typeof(Task).GetField("m_stateObject", Any);
    private static readonly ConcurrentDictionary<Type, (FieldInfo? Flow, FieldInfo? Action)> Parts = new();
    private static readonly Type? Message = typeof(SystemMessage).Assembly
        .GetType("Akka.Dispatch.SysMsg.ActorTaskSchedulerMessage");

    private static readonly FieldInfo? TaskOf = Message?.GetField("_task", Any);
    private static readonly MethodInfo? ExecuteTask = Message?.GetMethod("ExecuteTask", Any, []);

    /// <summary>Whether a system message has an actor go on behind an await.</summary>
    internal static bool Is(SystemMessage message) => message.GetType() == Message;

    /// <summary>
    /// Does what a system message is there for when that is Akka.NET's own machinery, which needs no actor.
    /// </summary>
    internal static bool TryRunMachinery(SystemMessage message)
    {
        if (TaskOf?.GetValue(message) is not Task task || !IsMachinery(task)) { return false; }
        ExecuteTask!.Invoke(message, []);
        return true;
    }

    /// <summary>Whether some work is a task with code of Akka.NET: it tidies up behind an Ask.</summary>
    internal static bool IsMachinery(object work) =>
        work is Task task && StateMachineOf(work.GetType()) is null
        && ActionOf?.GetValue(task) is Delegate { Method.DeclaringType: { } owner } && IsAkkas(owner);

    /// <summary>Whether some work goes on with an asynchronous method of Akka.NET.</summary>
    internal static bool IsHop(object work) => StateMachineOf(work.GetType()) is { } machine && IsAkkas(machine);

    /// <summary>What flowed from where the work was asked for; null when nothing did.</summary>
    internal static ExecutionContext? FlowOf(object work)
    {
        // An asynchronous method keeps it where a task keeps its state; what only continues one, in what it continues.
        if (StateMachineOf(work.GetType()) is not null) { return StateOf?.GetValue(work) as ExecutionContext; }
        var (flow, action) = Parts.GetOrAdd(work.GetType(), FindParts);
        if (flow?.GetValue(work) is ExecutionContext known) { return known; }
        if (action?.GetValue(work) is Action { Target: { } continued } && !ReferenceEquals(continued, work))
        {
            return FlowOf(continued);
        }

        return work is Task ? (ExecutionContext?)FlowOfTask?.GetValue(work) : null;
    }

    private static bool IsAkkas(Type type) => type.Assembly == typeof(ActorBase).Assembly;

    private static Type? StateMachineOf(Type box) =>
        box is { IsGenericType: true, Name: "AsyncStateMachineBox`1" or "DebugFinalizableAsyncStateMachineBox`1" }
            ? box.GenericTypeArguments[^1]
            : null;

    private static (FieldInfo? Flow, FieldInfo? Action) FindParts(Type type) =>
        (Find(type, typeof(ExecutionContext)), Find(type, typeof(Action)));

    private static FieldInfo? Find(Type type, Type wanted)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            var fields = at.GetFields(Any | BindingFlags.DeclaredOnly);
            var found = fields.FirstOrDefault(field => field.FieldType == wanted);
            if (found is not null) { return found; }
        }

        return null;
    }
}
