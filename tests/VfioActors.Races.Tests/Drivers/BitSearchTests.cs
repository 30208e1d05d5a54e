namespace VfioActors.Races.Tests.Drivers;

/// <summary>Who looks for a bit reads the row word by word: lib/find_bit.c and include/linux/find.h, Linux 6.12.</summary>
public sealed class BitSearchTests
{
    [Theory]
    [InlineData("int bit, seen = 0; for_each_set_bit(bit, map, 128) seen = seen * 100 + bit; assert(seen == 264 && bit == 128);")]
    [InlineData("int bit, n = 0; for_each_clear_bit(bit, map, 4) n = n * 10 + bit; assert(n == 13);")]
    [InlineData("int bit = 1, n = 0; for_each_set_bit_from(bit, map, 64) { if (bit == 2) continue; n++; } assert(n == 0 && bit == 64);")]
    [InlineData("assert(find_first_zero_bit(map, 128) == 1); assert(find_next_zero_bit(map, 128, 2) == 3);")]
    [InlineData("assert(find_first_bit(map, 128) == 0); assert(find_next_bit(map, 128, 3) == 64); assert(find_next_bit(map, 64, 3) == 64);")]
    [InlineData("assert(ffs(8) == 4 && ffs(0) == 0 && __ffs(1UL << 63) == 63 && ffz(7) == 3);")]
    [InlineData("assert(!bitmap_empty(map, 64)); assert(!bitmap_full(map, 64)); clear_bit(64, map); assert(bitmap_empty(&map[1], 64));")]
    public void It_finds_what_the_kernel_finds(string code) => Assert.Equal(
        "held", Checking.Verdict($"unsigned long map[2] = {{ 5, 1 }}; CPU0 {{ {code} }}"));

    /// <summary>Between the look and the bit being set another may have set it.</summary>
    [Theory]
    [InlineData("set_bit(n, map); owner[n]++;", "finally-1")]
    [InlineData("if (!test_and_set_bit(n, map)) owner[n]++;", "held")]
    public void To_look_and_to_take_are_two_steps(string takes, string expected) => Assert.Equal(
        expected,
        Checking.Verdict("unsigned long map[1]; int owner[4]; void take(void) { unsigned long n = find_first_zero_bit(map, 4); "
            + $"if (n < 4) {{ {takes} }} }} CPU0 {{ take(); }} CPU1 {{ take(); }} finally(owner[0] <= 1 && owner[1] <= 1);"));
}
