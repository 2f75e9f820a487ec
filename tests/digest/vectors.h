/* What the digests of some messages are: FIPS 180-4's and FIPS 202's examples, RFC 1321's and
 * RFC 7693's among them. The last one is the digest of the digests of the first 0 to 1,000
 * bytes of pattern(); python3's hashlib and zlib made it, and for the checksums a loop over bits
 * after POSIX's and GNU's words. */
#ifndef PILLBOX_TESTS_DIGEST_VECTORS_H
#define PILLBOX_TESTS_DIGEST_VECTORS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/digest/digest.h"

enum { PATTERN = 1000, MILLION = 1000000 };

/* Byte i of the pattern. */
static inline uint8_t
pattern(size_t i)
{
	return (uint8_t)(i * i * 31 + i * 7 + i / 8);
}

struct vectors {
	const char *empty, *abc, *two_blocks, *four_blocks, *million, *all;
};

static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
static const char four_blocks[] = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
				  "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

static const struct vectors vectors[DIGESTS] = {
    [DIGEST_BSD] = {
        .empty = "0000",
        .abc = "40ac",
        .two_blocks = "d612",
        .four_blocks = "627e",
        .million = "f531",
        .all = "7f1f",
    },
    [DIGEST_SYSV] = {
        .empty = "0000",
        .abc = "0126",
        .two_blocks = "16f8",
        .four_blocks = "2ed0",
        .million = "2008",
        .all = "dc9f",
    },
    [DIGEST_CRC] = {
        .empty = "ffffffff",
        .abc = "48aa78a2",
        .two_blocks = "97d32c84",
        .four_blocks = "80edd7ce",
        .million = "cac55e1f",
        .all = "60378503",
    },
    [DIGEST_CRC32B] = {
        .empty = "00000000",
        .abc = "352441c2",
        .two_blocks = "171a3f5f",
        .four_blocks = "191f3349",
        .million = "dc25bfbc",
        .all = "656f389d",
    },
    [DIGEST_MD5] = {
        .empty = "d41d8cd98f00b204e9800998ecf8427e",
        .abc = "900150983cd24fb0d6963f7d28e17f72",
        .two_blocks = "8215ef0796a20bcaaae116d3876c664a",
        .four_blocks = "03dd8807a93175fb062dfb55dc7d359c",
        .million = "7707d6ae4e027c70eea2a935c2296f21",
        .all = "f94ea9e8d1c931d414196f02ed825587",
    },
    [DIGEST_SHA1] = {
        .empty = "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        .abc = "a9993e364706816aba3e25717850c26c9cd0d89d",
        .two_blocks = "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        .four_blocks = "a49b2446a02c645bf419f995b67091253a04a259",
        .million = "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
        .all = "830a88e33a9dec4c86a03bff379b52d7e38172af",
    },
    [DIGEST_SHA224] = {
        .empty = "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
        .abc = "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        .two_blocks = "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525",
        .four_blocks = "c97ca9a559850ce97a04a96def6d99a9e0e0e2ab14e6b8df265fc0b3",
        .million = "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67",
        .all = "9ba5bcbd81ee79461a046030e9f0b98d0217c40169c1e6cd9c82cd3e",
    },
    [DIGEST_SHA256] = {
        .empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        .abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        .two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        .four_blocks = "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
        .million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        .all = "22b4153e0d58eb322bb45c3458d91b9b3fbfc49012e1361797c73380170ff511",
    },
    [DIGEST_SHA384] = {
        .empty = "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
		"274edebfe76f65fbd51ad2f14898b95b",
        .abc = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		"8086072ba1e7cc2358baeca134c825a7",
        .two_blocks = "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6"
		"b0455a8520bc4e6f5fe95b1fe3c8452b",
        .four_blocks = "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
		"fcc7c71a557e2db966c3e9fa91746039",
        .million = "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
		"07b8b3dc38ecc4ebae97ddd87f3d8985",
        .all = "baa71a8f875a55ef575831bd8202dc005e9ae1d59fea2126f05ebd8b1df91a27"
		"bc115a3efe4c61cbfad9eadcef9a2142",
    },
    [DIGEST_SHA512] = {
        .empty = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
		"47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
        .abc = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        .two_blocks = "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
		"96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445",
        .four_blocks = "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
		"501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
        .million = "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
		"de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
        .all = "98be9dd80b54bb52c39ef5c08b2dd12dc44d48090d0a3b5179cf5efa42f9b949"
		"3a685c2a4ac527c32dba89037919b8e03f28c76ae0951d0b0fa6a06509833aff",
    },
    [DIGEST_SHA3_224] = {
        .empty = "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7",
        .abc = "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
        .two_blocks = "8a24108b154ada21c9fd5574494479ba5c7e7ab76ef264ead0fcce33",
        .four_blocks = "543e6868e1666c1a643630df77367ae5a62a85070a51c14cbf665cbc",
        .million = "d69335b93325192e516a912e6d19a15cb51c6ed5c15243e7a7fd653c",
        .all = "fbe99bb796833496d75944cbd96017068c5d8663ae6d52428cea5616",
    },
    [DIGEST_SHA3_256] = {
        .empty = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
        .abc = "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
        .two_blocks = "41c0dba2a9d6240849100376a8235e2c82e1b9998a999e21db32dd97496d3376",
        .four_blocks = "916f6061fe879741ca6469b43971dfdb28b1a32dc36cb3254e812be27aad1d18",
        .million = "5c8875ae474a3634ba4fd55ec85bffd661f32aca75c6d699d0cdcb6c115891c1",
        .all = "7e3c153f9caa23b9743aa855bf2744299e03df784bfd52b6ff47712545e8546c",
    },
    [DIGEST_SHA3_384] = {
        .empty = "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2a"
		"c3713831264adb47fb6bd1e058d5f004",
        .abc = "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2"
		"98d88cea927ac7f539f1edf228376d25",
        .two_blocks = "991c665755eb3a4b6bbdfb75c78a492e8c56a22c5c4d7e429bfdbc32b9d4ad5a"
		"a04a1f076e62fea19eef51acd0657c22",
        .four_blocks = "79407d3b5916b59c3e30b09822974791c313fb9ecc849e406f23592d04f625dc"
		"8c709b98b43b3852b337216179aa7fc7",
        .million = "eee9e24d78c1855337983451df97c8ad9eedf256c6334f8e948d252d5e0e7684"
		"7aa0774ddb90a842190d2c558b4b8340",
        .all = "56eebdbb94ab40d888b34f4bf73aeedb61aea2d27190e0dcab0a51fbaa70f9b8"
		"b92b3fa066e82e58237dbc463352aaeb",
    },
    [DIGEST_SHA3_512] = {
        .empty = "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a6"
		"15b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26",
        .abc = "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
		"10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
        .two_blocks = "04a371e84ecfb5b8b77cb48610fca8182dd457ce6f326a0fd3d7ec2f1e91636d"
		"ee691fbe0c985302ba1b0d8dc78c086346b533b49c030d99a27daf1139d6e75e",
        .four_blocks = "afebb2ef542e6579c50cad06d2e578f9f8dd6881d7dc824d26360feebf18a4fa"
		"73e3261122948efcfd492e74e82e2189ed0fb440d187f382270cb455f21dd185",
        .million = "3c3a876da14034ab60627c077bb98f7e120a2a5370212dffb3385a18d4f38859"
		"ed311d0a9d5141ce9cc5c66ee689b266a8aa18ace8282a0e0db596c90b0a7b87",
        .all = "8adb5b439fde3206e9c2ebe7b1ccd32197bbb7673b3cb8b3aaa0897398d0f2fd"
		"7da7708cbc7de26889b9805aa052bec3c01b06e658d943020508db98163d9ada",
    },
    [DIGEST_BLAKE2B] = {
        .empty = "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
		"d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce",
        .abc = "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
		"7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
        .two_blocks = "7285ff3e8bd768d69be62b3bf18765a325917fa9744ac2f582a20850bc2b1141"
		"ed1b3e4528595acc90772bdf2d37dc8a47130b44f33a02e8730e5ad8e166e888",
        .four_blocks = "ce741ac5930fe346811175c5227bb7bfcd47f42612fae46c0809514f9e0e3a11"
		"ee1773287147cdeaeedff50709aa716341fe65240f4ad6777d6bfaf9726e5e52",
        .million = "98fb3efb7206fd19ebf69b6f312cf7b64e3b94dbe1a17107913975a793f177e1"
		"d077609d7fba363cbba00d05f7aa4e4fa8715d6428104c0a75643b0ff3fd3eaf",
        .all = "ba4f6c5faea74c7cff33fda61f739c267323d8b5b7a925a2b3f9fb36efa23edb"
		"465a4adabf26b35f1d068b0044102f82ec8e79d734e8dc9a806c2e685b96b2e4",
    },
};

#endif
