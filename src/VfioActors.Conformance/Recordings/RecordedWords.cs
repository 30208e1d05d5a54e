using System.Globalization;
using System.Text.Json;
using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>The words of the format that stand for flags, kinds, policies and places.</summary>
internal static class RecordedWords
{
    private static readonly SortedDictionary<string, BufferKind> Kinds = new(StringComparer.Ordinal)
    {
        ["anon"] = BufferKind.Anonymous,
        ["anonshared"] = BufferKind.AnonymousShared,
        ["thp"] = BufferKind.TransparentHuge,
        ["huge"] = BufferKind.Huge,
        ["ro"] = BufferKind.ReadOnly,
        ["none"] = BufferKind.NoAccess,
        ["file_ro"] = BufferKind.FileReadOnly,
        ["file_priv"] = BufferKind.FilePrivate,
        ["file_privro"] = BufferKind.FilePrivateReadOnly,
        ["file_shared"] = BufferKind.FileShared,
        ["page"] = BufferKind.DriverPage,
        ["rsvd"] = BufferKind.Reserved,
        ["pfn"] = BufferKind.ByNumber,
        ["bar"] = BufferKind.Bar,
    };

    public static uint MapFlags(LineFields fields) => Letters(fields, "flags");

    public static uint Letters(LineFields fields, string name)
    {
        if (fields.Take(name) is not { } value) { return (uint)(Operations.MapFlags.Read | Operations.MapFlags.Write); }
        if (value.ValueKind == JsonValueKind.Number) { return Bits(fields, name, value); }
        return fields.TextOf(name, value).Aggregate(0u, (flags, letter) => flags | letter switch
        {
            'r' => (uint)Operations.MapFlags.Read,
            'w' => (uint)Operations.MapFlags.Write,
            'v' => (uint)Operations.MapFlags.Vaddr,
            _ => throw fields.Wrong($"'{name}' has the letter '{letter}'; r, w and v are known"),
        });
    }

    public static uint UnmapFlags(LineFields fields)
    {
        if (fields.Take("flags") is not { } value) { return 0; }
        if (value.ValueKind == JsonValueKind.Number) { return Bits(fields, "flags", value); }
        var words = fields.TextOf("flags", value).Split(',', StringSplitOptions.RemoveEmptyEntries);
        return words.Aggregate(0u, (flags, word) => flags | word switch
        {
            "dirty" => (uint)Operations.UnmapFlags.GetDirty,
            "all" => (uint)Operations.UnmapFlags.All,
            "vaddr" => (uint)Operations.UnmapFlags.Vaddr,
            _ => throw fields.Wrong($"'flags' has '{word}'; dirty, all and vaddr are known"),
        });
    }

    public static BufferKind Kind(LineFields fields)
    {
        var word = fields.Text("kind", "anon");
        return Kinds.TryGetValue(word, out var kind)
            ? kind
            : throw fields.Wrong($"the kind of buffer '{word}' is not known");
    }

    public static DriverPolicy Policy(LineFields fields) => fields.Text("mode") switch
    {
        "unpin_all" => DriverPolicy.UnpinAll,
        "unpin_one" => DriverPolicy.UnpinOne,
        "unpin_ref" => DriverPolicy.UnpinReference,
        "refuse" => DriverPolicy.Refuse,
        var other => throw fields.Wrong($"the policy '{other}' is not known"),
    };

    public static ulong? Limit(LineFields fields)
    {
        var value = fields.Need("memlock");
        if (value.ValueKind == JsonValueKind.String && value.GetString() == "inf") { return null; }
        return fields.NumberOf("memlock", value) is >= 0 and var bytes
            ? (ulong)bytes
            : throw fields.Wrong("'memlock' is to be a number of bytes or \"inf\"");
    }

    /// <summary>Reads <c>A+2p</c>: right behind the second page of A.</summary>
    public static UserAddress? Behind(LineFields fields, ulong page)
    {
        if (!fields.Has("at")) { return null; }
        var text = fields.Text("at");
        return text.Split('+') is [var buffer, [.. var pages, 'p']]
            && ulong.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= SizeCheck.BufferPagesMax
            ? new(buffer, count * page)
            : throw fields.Wrong($"'at' is '{text}'; a text like \"A+2p\" is expected");
    }

    private static uint Bits(LineFields fields, string name, JsonElement value) =>
        fields.NumberOf(name, value) is >= 0 and <= uint.MaxValue and var bits
            ? (uint)bits
            : throw fields.Wrong($"'{name}' is to fit 32 bits");
}
