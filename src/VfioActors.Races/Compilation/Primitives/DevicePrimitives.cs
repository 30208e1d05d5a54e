using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// What gives back a kobject or a device, and with the last reference calls its release function: lib/kobject.c and
/// drivers/base/core.c, Linux 6.12. The rest is written in the language itself.
/// </summary>
internal static class DevicePrimitives
{
    private const string Kobject = "kobject", Device = "device", Release = "release";
    private const string TypeOfDevices = "LIST_POISON1";

    private const string Parent = "parent", IsAdded = "state_in_sysfs";

    private static readonly (string Structure, string Field)[] Fields =
    [
        (Kobject, "kref"), (Kobject, "ktype"), (Kobject, Parent), (Kobject, IsAdded), (Device, "kobj"),
        (Device, Release), ("kobj_type", Release),
    ];

    /// <summary>What adds a kobject to another.</summary>
    internal static readonly string[] Adders = ["kobject_add", "kobject_init_and_add"];

    /// <summary>What has a name that means nothing here, printed from all that follows it.</summary>
    internal static readonly string[] Named = ["dev_set_name", "kobject_set_name", .. Adders];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("kobject_put", PutKobject), ("put_device", PutDevice), ("kobject_add", Add),
        ("kobject_init_and_add", InitializeAndAdd),
        ("__kobject_add_fails", site => Fails(site, "kobject_add")),
        ("__device_add_fails", site => Fails(site, "device_add")),
        ("__notifier_call", CallNotifier), ("dev_set_name", Done), ("kobject_set_name", Done), ("kobject_uevent", Done),
    ];

    /// <summary>Calls what a notifier_block names: notifier_call_chain, kernel/notifier.c.</summary>
    private static Operand CallNotifier(CallSite site)
    {
        const string block = "notifier_block", call = "notifier_call";
        var (pointer, action, data) = (site.Value(0), site.Value(1), site.Value(2));
        var read = Read(site, At(site, pointer.Register, block, call));
        _ = site.Body.Unit.Symbols.LayoutOf(block).TryFind(call, out var field);
        Expression.Name name = new(site.Call.At, call);
        Expression.Member written = new(site.Call.At, name, name, ByPointer: true);
        Operand? result = null;
        site.Body.Apart(site.Call.At, place => result = new PointerCalls(site.Body).Call(
            new(read, field.Type), (call, written), [pointer, action, data], place));
        return result!.Value;
    }

    private static Operand Fails(CallSite site, string name) =>
        new(MemoryPrimitives.Refusal(site, name) ?? site.Code.Constant(0), RaceType.Int);

    private static Operand Done(CallSite site) => new(site.Code.Constant(0), RaceType.Int);

    /// <summary>kobject_add(kobj, parent, name, ...).</summary>
    private static Operand Add(CallSite site) =>
        WaitPrimitives.Brought(site, "__kobject_add", [site.Value(0), site.Value(1)]);

    /// <summary>kobject_init_and_add(kobj, type, parent, name, ...).</summary>
    private static Operand InitializeAndAdd(CallSite site)
    {
        var (kobject, type, parent) = (site.Value(0), site.Value(1), site.Value(2));
        WaitPrimitives.Brought(site, "kobject_init", [kobject, type]);
        return WaitPrimitives.Brought(site, "__kobject_add", [kobject, parent]);
    }

    private static Operand PutDevice(CallSite site)
    {
        if (Argument(site, Device) is not { } device) { return site.Nothing(); }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(device, end);
        var count = At(site, device, Device, "kobj", "kref", "refcount");
        site.Code.JumpIfZero(site.Code.Ask(Access.RefDecTest, count), end);
        CallDevice(site, device);
        site.Code.Put(end);
        return site.Nothing();
    }

    /// <summary>
    /// The type of a device's kobject calls what the device says: device_release(). The last reference of one that was
    /// added takes it out of sysfs, and gives its parent back once it is released, which may go then, too:
    /// kobject_cleanup(), lib/kobject.c.
    /// </summary>
    private static Operand PutKobject(CallSite site)
    {
        if (Argument(site, Kobject) is not { } kobject) { return site.Nothing(); }
        var (code, again, end) = (site.Code, site.Code.NewLabel(), site.Code.NewLabel());
        var (at, parent) = (code.NewRegister(), code.NewRegister());
        code.Move(at, kobject);
        code.Put(again);
        code.Set(parent, 0);
        code.JumpIfZero(at, end);
        code.JumpIfZero(code.Ask(Access.RefDecTest, At(site, at, Kobject, "kref", "refcount")), end);
        if (site.Body.Unit.AddsKobjects) { LetParentGo(site, at, parent); }
        site.Body.Rounds++;
        Clean(site, at);
        site.Body.Rounds--;
        code.Move(at, parent);
        code.Jump(again);
        code.Put(end);
        return site.Nothing();
    }

    private static void LetParentGo(CallSite site, int kobject, int parent)
    {
        var (code, isOut) = (site.Code, site.Code.NewLabel());
        var isDevice = code.Binary(
            Operator.Equal, Read(site, At(site, kobject, Kobject, "ktype")),
            code.Constant(BuiltinNames.Constants[TypeOfDevices]));
        code.JumpIfZero(code.Unary(Operator.Not, isDevice), isOut);
        code.JumpIfZero(Read(site, At(site, kobject, Kobject, IsAdded)), isOut);
        code.Move(parent, Read(site, At(site, kobject, Kobject, Parent)));
        code.Ask(Access.Write, At(site, kobject, Kobject, IsAdded), code.Constant(0));
        code.Ask(Access.Write, At(site, kobject, Kobject, Parent), code.Constant(0));
        code.Put(isOut);
    }

    private static void Clean(CallSite site, int kobject)
    {
        var (code, end, isPlain) = (site.Code, site.Code.NewLabel(), site.Code.NewLabel());
        var type = Read(site, At(site, kobject, Kobject, "ktype"));
        code.JumpIfZero(type, end);
        var ofDevices = code.Constant(BuiltinNames.Constants[TypeOfDevices]);
        code.JumpIfZero(code.Binary(Operator.Equal, type, ofDevices), isPlain);
        CallDevice(site, code.Compute(Op.Offset, made => made with
        {
            A = kobject,
            Number = -OffsetOf(site, Device, "kobj"),
        }));
        code.Jump(end);
        code.Put(isPlain);
        var release = Read(site, At(site, type, "kobj_type", Release));
        code.JumpIfZero(release, end);
        Call(site, release, (Kobject, kobject));
        code.Put(end);
    }

    private static void CallDevice(CallSite site, int device)
    {
        var isAdded = Read(site, At(site, device, Device, "kobj", IsAdded));
        site.Code.Check(
            Fault.KobjectMisused, site.Code.Unary(Operator.Not, isAdded),
            "puts the last reference of a device that was added and never deleted");
        var release = Read(site, At(site, device, Device, Release));
        site.Code.Check(
            Fault.KobjectMisused, release, "puts the last reference of a device that has no release function");
        Call(site, release, (Device, device));
    }

    /// <summary>What it calls is code of the file, with lines of its own.</summary>
    private static void Call(CallSite site, int release, (string Structure, int Pointer) what)
    {
        RaceType.Pointer type = new(new RaceType.Structure(site.Body.Unit.Symbols.LayoutOf(what.Structure)));
        Operand function = new(release, new RaceType.Pointer(new RaceType.Function(new RaceType.Nothing(), [type])));
        Expression.Name name = new(site.Call.At, Release);
        Expression.Member written = new(site.Call.At, name, name, ByPointer: true);
        site.Body.Apart(site.Call.At, place => new PointerCalls(site.Body).Call(
            function, (Release, written), [new(what.Pointer, type)], place));
    }

    /// <summary>The register of the argument; null, and a complaint, when it points to something else.</summary>
    private static int? Argument(CallSite site, string structure)
    {
        if (!site.Takes(1, 1)) { return null; }
        var value = site.Value(0);
        var isRight = value.Type is RaceType.Pointer { To: RaceType.Structure to } && to.Layout.Name == structure;
        if (isRight || value.IsNull)
        {
            return IsOfKernel(site) ? value.Register : null;
        }

        if (value.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.Arguments[0].At,
                $"'{site.Name}' takes a pointer to struct {structure}, this is {value.Type}",
                value.Type is RaceType.Structure ? "put & before it" : null);
        }

        return null;
    }

    /// <summary>Whether the structures are those that the language brings, or have what those have.</summary>
    private static bool IsOfKernel(CallSite site)
    {
        var symbols = site.Body.Unit.Symbols;
        foreach (var (structure, field) in Fields)
        {
            if (symbols.LayoutOf(structure).TryFind(field, out _)) { continue; }
            site.Wrong(site.Call.At, $"'{site.Name}' is of the kernel, and struct {structure} is this file's own",
                $"write {site.Name} too, or leave out struct {structure}");
            return false;
        }

        return true;
    }

    /// <summary>What stands at a place now.</summary>
    private static int Read(CallSite site, int address) => site.Code.Ask(Access.Read, address);

    /// <summary>The address of a field of a field of what a pointer points to.</summary>
    private static int At(CallSite site, int pointer, string structure, params ReadOnlySpan<string> fields)
    {
        var offset = OffsetOf(site, structure, fields);
        return site.Code.Compute(Op.Offset, made => made with { A = pointer, Number = offset });
    }

    private static int OffsetOf(CallSite site, string structure, params ReadOnlySpan<string> fields)
    {
        var (layout, offset) = (site.Body.Unit.Symbols.LayoutOf(structure), 0);
        foreach (var name in fields)
        {
            _ = layout!.TryFind(name, out var field);
            offset += field.Offset;
            layout = (field.Type as RaceType.Structure)?.Layout;
        }

        return offset;
    }
}
