using System.Reflection;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Finds what work beside an actor, as of Task.Run, uses of what is the actor's: its fields, and the variables that its
/// handlers have too. Both may be used at one time.
/// </summary>
internal static class BesideUse
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo? ActionOf = typeof(Task).GetField("m_action", Any);

    /// <summary>What of the context of an actor may be asked from any thread.</summary>
    private static readonly HashSet<string> Steady = ["get_Self", "get_Parent", "get_Props", "get_System"];

    /// <summary>A field of an actor, or of a closure, that some work uses.</summary>
    internal readonly record struct Use(object Holder, FieldInfo Field);

    /// <summary>What some work for the thread pool uses, looked at before it is done.</summary>
    internal static IReadOnlyList<Use> Of(object work)
    {
        HashSet<Use> found = [];
        if (work is Task task && ActionOf?.GetValue(task) is Delegate asked) { Go(asked, found); }
        else if (work is Delegate run) { Go(run, found); }
        else if (work.GetType().GetField("StateMachine", Any)?.GetValue(work) is { } machine
            && machine.GetType().GetMethod("MoveNext", Any) is { } code)
        {
            HashSet<Use> used = [];
            var fields = CodeFacts.FieldsUsedBehindAwait(code);
            foreach (var field in machine.GetType().GetFields(Any)) { Go(field.GetValue(machine), fields, used); }
            found.UnionWith(Free(used, code));
        }

        return [.. found];
    }

    private static void Go(Delegate run, HashSet<Use> found)
    {
        HashSet<Use> used = [];
        Go(run.Target, CodeFacts.FieldsUsedBy(run.Method), used);
        found.UnionWith(Free(used, run.Method));
    }

    /// <summary>Of what is used all but contexts of which nothing is asked that changes.</summary>
    private static IEnumerable<Use> Free(HashSet<Use> used, MethodInfo code) =>
        used.Any(IsContext) && CodeFacts.OfContextUsedBy(code) is { Count: > 0 } asked && asked.All(Steady.Contains)
            ? used.Where(use => !IsContext(use))
            : used;

    /// <summary>Whether it leads to the context of an actor, which is for its handlers alone.</summary>
    internal static bool IsContext(Use use) => use.Field.GetValue(use.Holder) is IActorContext;

    /// <summary>A closure leads to that around it, and to the actor that it is written in.</summary>
    private static void Go(object? holder, IReadOnlySet<FieldInfo> used, HashSet<Use> found)
    {
        if (holder is null || !(holder is ActorBase || CodeFacts.IsClosure(holder.GetType()))) { return; }
        foreach (var field in used.Where(field => field.DeclaringType!.IsInstanceOfType(holder)))
        {
            if (found.Add(new(holder, field))) { Go(field.GetValue(holder), used, found); }
        }
    }
}
