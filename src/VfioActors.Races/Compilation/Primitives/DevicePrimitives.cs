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

    private static readonly (string Structure, string Field)[] Fields =
        [(Kobject, "kref"), (Kobject, "ktype"), (Device, "kobj"), (Device, Release), ("kobj_type", Release)];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("kobject_put", PutKobject), ("put_device", PutDevice),
        ("dev_set_name", site => new(site.Code.Constant(0), RaceType.Int)),
    ];

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

    /// <summary>The type of a device's kobject calls what the device says: device_release().</summary>
    private static Operand PutKobject(CallSite site)
    {
        if (Argument(site, Kobject) is not { } kobject) { return site.Nothing(); }
        var (code, end, isPlain) = (site.Code, site.Code.NewLabel(), site.Code.NewLabel());
        code.JumpIfZero(kobject, end);
        code.JumpIfZero(code.Ask(Access.RefDecTest, At(site, kobject, Kobject, "kref", "refcount")), end);
        var type = Read(site, At(site, kobject, Kobject, "ktype"));
        code.JumpIfZero(type, end);
        var ofDevices = code.Constant(BuiltinNames.Constants["LIST_POISON1"]);
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
        return site.Nothing();
    }

    private static void CallDevice(CallSite site, int device)
    {
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
        if (isRight)
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
