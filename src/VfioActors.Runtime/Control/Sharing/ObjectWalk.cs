using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Walks from an actor over what it can reach without a message: its fields, what its handlers captured, the static
/// fields that its code uses. Actors, and what Akka.NET and .NET keep for themselves, are not gone into.
/// </summary>
internal sealed class ObjectWalk
{
    /// <summary>So many objects are looked at from one actor.</summary>
    private const int ObjectsMax = 20_000;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Closed =
    [
        typeof(string), typeof(decimal), typeof(Type), typeof(MemberInfo), typeof(Assembly), typeof(Module),
        typeof(IActorRef), typeof(ActorSystem), typeof(IActorContext), typeof(ICell), typeof(Props),
        typeof(ActorSelection), typeof(ILoggingAdapter), typeof(EventStream), typeof(Task),
        typeof(Thread), typeof(ExecutionContext), typeof(SynchronizationContext),
        typeof(CultureInfo), typeof(Regex), typeof(Encoding),
        typeof(IComparer), typeof(IEqualityComparer),
    ];

    private static readonly FieldInfo? Behaviours = typeof(ActorCell).GetField("_state", Own);
    private static readonly object TooMany = new();

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(object Closure, MethodInfo Lambda)> _seenClosures = [];
    private readonly Dictionary<(object Closure, FieldInfo Variable), object> _variables = [];
    private readonly Dictionary<FieldInfo, object> _statics = [];
    private readonly Dictionary<Array, Array?> _before = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<(object One, object? Outer, bool IsOwn)> _left = [];
    private readonly List<Reached> _found = [];
    private Func<object, bool> _isTold = _ => false;
    private ActorSystem? _home;

    /// <summary>Something that can be changed.</summary>
    /// <param name="One">The object, or what stands for a variable.</param>
    /// <param name="Outer">What it is within; null for nothing.</param>
    internal readonly record struct Reached(object One, string Name, object? Outer);

    /// <summary>By which calls actors learn what no message told them, of all that were looked at.</summary>
    internal HashSet<MethodBase> Calls { get; } = [];

    /// <summary>Which objects that actors use draw by lot or read a clock, in words.</summary>
    internal HashSet<string> Lots { get; } = [];

    /// <summary>Which other actor systems they can send something to, in words.</summary>
    internal HashSet<string> Others { get; } = [];

    /// <summary>Actors are looked at again.</summary>
    /// <param name="home">The actor system that is controlled.</param>
    internal void Begin(ActorSystem home)
    {
        _home = home;
        _variables.Clear();
    }

    /// <summary>A run has begun: what tables hold now they should hold at its end.</summary>
    internal void Began()
    {
        foreach (var table in _before.Keys.ToList()) { _before[table] = (Array)table.Clone(); }
    }

    /// <summary>What an actor can reach that can be changed.</summary>
    /// <param name="isTold">Whether actors say when they use an object: then it is nobody's secret.</param>
    internal IReadOnlyList<Reached> From(ActorBase actor, ActorCell cell, Func<object, bool> isTold)
    {
        Begin(isTold);
        PushFields(actor, null, isOwn: true);
        Push(Behaviours?.GetValue(cell), null, isOwn: false);
        Add(CodeFacts.UseOf(actor.GetType()));
        return Walk();
    }

    /// <summary>What stands for a variable that was found; null where it was not.</summary>
    internal object? VariableOf(object closure, FieldInfo variable) =>
        _variables.GetValueOrDefault((closure, variable));

    /// <summary>What can be changed of a message by whoever got it.</summary>
    /// <param name="isTold">Whether actors say when they use an object: then it is nobody's secret.</param>
    internal IReadOnlyList<Reached> From(object message, Func<object, bool> isTold)
    {
        Begin(isTold);
        Push(message, null, isOwn: true);
        return Walk();
    }

    /// <summary>Whether it is there so that somebody else than its maker ends something by it.</summary>
    internal static bool IsCancelling(object one) => one is ICancelable or CancellationTokenSource;

    private void Begin(Func<object, bool> isTold)
    {
        _seen.Clear();
        _seenClosures.Clear();
        _found.Clear();
        _isTold = isTold;
    }

    private IReadOnlyList<Reached> Walk()
    {
        while (_left.TryPop(out var next))
        {
            if (_seen.Count > ObjectsMax)
            {
                _left.Clear();
                _found.Add(new(TooMany, $"some of more than {ObjectsMax} objects", null));
                break;
            }

            Visit(next.One, next.Outer, next.IsOwn);
        }

        return [.. _found];
    }

    private void Visit(object one, object? outer, bool isOwn)
    {
        var type = one.GetType();
        if (one is Delegate run)
        {
            foreach (var single in run.GetInvocationList()) { VisitDelegate(single, outer, isOwn); }
            return;
        }

        if (!_seen.Add(one) || _isTold(one)) { return; }
        if (isOwn && OutsideCalls.LotIn(one) is { } lot) { Lots.Add(lot); }
        if (OutsideCalls.LotBehind(one) is { } behind) { Lots.Add(behind); }
        if (IsOfExpressions(type))
        {
            VisitCompiled(one, outer, isOwn);
            return;
        }

        if (TargetOf(one, type) is { } target) { Push(target, outer, isOwn); }
        if (IsSignal(one, type))
        {
            if (isOwn) { _found.Add(new(one, TypeText.Of(type), outer)); }
            return;
        }

        if (type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal))
        {
            foreach (var item in (IEnumerable)one) { Push(item, outer, isOwn); }
            return;
        }

        isOwn = CodeFacts.IsOwn(type) || (isOwn && !CodeFacts.IsAkkas(type));
        if (isOwn && CanChange(one, type))
        {
            _found.Add(new(one, TypeText.Of(type), outer));
            outer = one;
        }

        if (CodeFacts.IsOwn(type) && one is not (ActorBase or Scenario)) { Add(CodeFacts.UseByOthersOf(type)); }
        if (one is Array items) { PushItems(items, outer, isOwn); }
        else { PushFields(one, outer, isOwn); }
    }

    private void VisitDelegate(Delegate run, object? outer, bool isOwn)
    {
        Calls.Add(run.Method);
        if (run.Method.DeclaringType is { } home && CodeFacts.IsOwn(home)) { Add(CodeFacts.UseOf(run.Method)); }
        if (run.Target is not { } target) { return; }

        // What Akka.NET wraps around a handler, as it does for ReceiveAsync, says nothing by its code of what it holds.
        var isOwns = CodeFacts.IsClosure(target.GetType()) && CodeFacts.IsOwn(target.GetType());
        if (isOwns) { VisitClosure(target, run.Method, outer); }
        else { Push(target, outer, isOwn || !IsCompiled(target.GetType())); }
    }

    /// <summary>Whether it is Akka.NET's, or what an expression was compiled to, as Akka.NET does with handlers.
    /// </summary>
    private static bool IsCompiled(Type type) => CodeFacts.IsAkkas(type) || IsOfExpressions(type);

    private static bool IsOfExpressions(Type type) =>
        type is { Namespace: "System.Runtime.CompilerServices", Name: "Closure" };

    /// <summary>What a compiled expression keeps in tables, of which nobody has heard.</summary>
    private void VisitCompiled(object compiled, object? outer, bool isOwn)
    {
        var kept = compiled.GetType().GetFields(Own).Select(field => field.GetValue(compiled)).OfType<object?[]>();
        foreach (var item in kept.SelectMany(table => table))
        {
            if (item is not null && CodeFacts.IsClosure(item.GetType())) { VisitVariables(item, null, outer); }
            else { Push(item, outer, isOwn); }
        }
    }

    private void VisitClosure(object closure, MethodInfo lambda, object? outer)
    {
        if (_seenClosures.Add((closure, lambda))) { VisitVariables(closure, lambda, outer); }
    }

    /// <summary>
    /// The variables that a lambda uses; all where it was compiled from an expression, which sets none.
    /// </summary>
    private void VisitVariables(object closure, MethodInfo? lambda, object? outer)
    {
        if (lambda is null && !_seen.Add(closure)) { return; }
        var set = CodeFacts.SetBy(closure.GetType());
        IEnumerable<FieldInfo> used = lambda is null ? closure.GetType().GetFields(Own) : CodeFacts.UsedBy(lambda);
        foreach (var variable in used)
        {
            if (variable.DeclaringType != closure.GetType()) { continue; }
            if (variable.GetValue(closure) is not { } value) { continue; }
            if (lambda is not null && set.Contains(variable))
            {
                if (!_variables.TryGetValue((closure, variable), out var token))
                {
                    _variables[(closure, variable)] = token = new();
                }

                _found.Add(new(token, $"the variable {variable.Name}", outer));
            }

            if (!CodeFacts.IsClosure(value.GetType())) { Push(value, outer, isOwn: true); }
            else if (lambda is null) { VisitVariables(value, null, outer); }
            else { VisitClosure(value, lambda, outer); }
        }
    }

    private void Add(CodeUse use)
    {
        Calls.UnionWith(use.Calls);
        if (use.IsCut) { _found.Add(new(TooMany, $"some of more than {CodeFacts.MethodsMax} methods", null)); }
        foreach (var field in use.Statics)
        {
            if (field.IsDefined(typeof(ThreadStaticAttribute)))
            {
                Lots.Add($"the field {TypeText.Of(field.DeclaringType!)}.{field.Name} of each thread");
            }

            if (field.DeclaringType!.ContainsGenericParameters || field.GetValue(null) is not { } value) { continue; }
            if (!field.IsInitOnly)
            {
                if (!_statics.TryGetValue(field, out var token)) { _statics[field] = token = new(); }
                _found.Add(new(token, $"the static field {TypeText.Of(field.DeclaringType)}.{field.Name}", null));
            }

            if (!field.IsInitOnly || !IsConstant(value)) { Push(value, null, isOwn: true); }
        }
    }

    /// <summary>Whether it is a table that nobody has written to so far.</summary>
    private bool IsConstant(object value)
    {
        if (value is not Array table || !IsClosed(table.GetType().GetElementType()!)) { return false; }
        if (_before.TryAdd(table, null) || _before[table] is not { } before) { return true; }
        return table.Cast<object?>().SequenceEqual(before.Cast<object?>());
    }

    private void PushItems(Array items, object? outer, bool isOwn)
    {
        if (IsSkipped(items.GetType().GetElementType()!)) { return; }
        foreach (var item in items) { Push(item, outer, isOwn); }
    }

    private void PushFields(object one, object? outer, bool isOwn)
    {
        for (var type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (typeof(Scenario).IsAssignableFrom(type) && !CodeFacts.IsOwn(type)) { return; }
            foreach (var field in type.GetFields(Own))
            {
                if (IsSkipped(field.FieldType) || IsOfTimers(type, field.FieldType)) { continue; }
                Push(field.GetValue(one), outer, isOwn && !CodeFacts.IsAkkas(type));
            }
        }
    }

    /// <summary>A timer of .NET leads to all others of the program.</summary>
    private static bool IsOfTimers(Type type, Type field) =>
        type.FullName == "System.Threading.TimerQueueTimer"
        && (field == type || field.FullName == "System.Threading.TimerQueue");

    private void Push(object? one, object? outer, bool isOwn)
    {
        if (one is null) { return; }
        if (_home is { } home && OtherSystems.NameOf(one, home) is { } other) { Others.Add(other); }
        if (!IsClosed(one.GetType())) { _left.Push((one, outer, isOwn)); }
    }

    private static bool IsSkipped(Type type) => IsClosed(type) && !OtherSystems.IsDoor(type);

    private static bool IsClosed(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer
        || type.Assembly == typeof(ObjectWalk).Assembly || Array.Exists(Closed, one => one.IsAssignableFrom(type));

    /// <summary>Whether it is there to be changed by one and noticed by another, whatever it is made of.</summary>
    private static bool IsSignal(object one, Type type) =>
        IsCancelling(one)
        || one is TaskCompletionSource or SemaphoreSlim or WaitHandle or Random or CircuitBreaker
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TaskCompletionSource<>))
        || (CodeFacts.IsAkkas(type) && type.Namespace?.StartsWith("Akka.Util", StringComparison.Ordinal) == true
            && (type.Name.StartsWith("Atomic", StringComparison.Ordinal)
                || type.Name.StartsWith("Concurrent", StringComparison.Ordinal)));

    /// <summary>What a weak reference leads to; null for nothing.</summary>
    private static object? TargetOf(object one, Type type)
    {
        if (one is WeakReference weak) { return weak.Target; }
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(WeakReference<>)) { return null; }
        object?[] target = [null];
        type.GetMethod(nameof(WeakReference<>.TryGetTarget))!.Invoke(one, target);
        return target[0];
    }

    /// <summary>Whether something can be changed by whoever has it.</summary>
    private static bool CanChange(object one, Type type)
    {
        if (type.IsValueType || one is ActorBase) { return false; }
        if (one is Array items) { return items.Length > 0; }
        if (!CodeFacts.IsOwn(type))
        {
            return one is StringBuilder or IStrongBox
                || CanChangeByParts(type)
                || (one is IEnumerable && type.Namespace is not
                    ("System.Collections.Immutable" or "System.Collections.Frozen"));
        }

        for (var at = type; at is not null && CodeFacts.IsOwn(at); at = at.BaseType)
        {
            if (Array.Exists(at.GetFields(Own), field => !field.IsInitOnly)) { return true; }
        }

        return false;
    }

    /// <summary>Of .NET what is there to be changed by whoever has it: a stream, a barrier.</summary>
    private static bool CanChangeByParts(Type type)
    {
        var isUsed = type.IsClass && type != typeof(Lock)
            && (type.Namespace is "System.Threading" or "System.IO"
                || type.Name.StartsWith(nameof(WeakReference), StringComparison.Ordinal));
        for (var at = isUsed ? type : null; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (Array.Exists(at.GetFields(Own), field => !field.IsInitOnly)) { return true; }
        }

        return false;
    }
}
